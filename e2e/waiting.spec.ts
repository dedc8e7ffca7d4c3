import { expect, type Page } from '@playwright/test';
import { hydrated, type RunningConsole, signInAs, test } from './fixtures/console.ts';
import { rows } from './fixtures/list-rows.ts';
import { accessRow, chooseDoors, findSomebody, submitGrant } from './grant-journey.ts';

/** What the log says of a door's lock being said to have synced, newest first. */
async function claims(page: Page, doorUuid: string): Promise<{ at: string; actor: { name: string } }[]> {
  const answer = await page.request.get(`/api/activity?event=door.sync_claimed&q=${doorUuid}`);
  return (await answer.json()).items;
}

/** Two offline locks of one building. */
async function offlineLocks(
  office: RunningConsole,
): Promise<{ building: string; doors: { uuid: string; name: string }[] }> {
  for (const { name, doors } of await office.control.buildings()) {
    const offline = doors.filter((door) => door.isConnected === false && door.device && door.type === 'DOOR');
    if (offline.length >= 2) return { building: name, doors: offline.slice(0, 2) };
  }
  throw new Error('The sandbox has no building with two offline locks.');
}

test('whoever walked past several offline doors says once that their locks have synced, by keyboard', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const { building, doors } = await offlineLocks(office);
  const earlier = (await Promise.all(doors.map(({ uuid }) => claims(page, uuid)))).flat();
  const latestBefore = Math.max(0, ...earlier.map(({ at }) => Date.parse(at)));
  const person = await findSomebody(page, 'reyes', building);
  await chooseDoors(
    page,
    building,
    doors.map(({ name }) => name),
  );
  await submitGrant(page, 2);
  for (const { name } of doors) await expect(accessRow(page, building, name)).toContainText('Waiting for sync');

  await page.goto(`/accesses?state=waiting&q=${encodeURIComponent(person.name)}`);
  await hydrated(page);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'These locks have synced' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Gatehouse takes your word for it');
  await dialog.getByRole('button', { name: 'They have synced' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Noted that 2 locks have synced')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);

  // Their word stands in the log for each of the doors, above whatever was said of them before.
  for (const { uuid } of doors) {
    const [latest] = await claims(page, uuid);
    expect(latest).toMatchObject({ actor: { name: 'Maya Owens' } });
    expect(Date.parse(latest?.at ?? '')).toBeGreaterThan(latestBefore);
  }
});

test('an auditor sees what waits, and is offered no word to give', async ({ page }) => {
  await signInAs(page, 'Arthur Webb');
  await page.goto('/accesses?state=waiting');
  await hydrated(page);
  const boxes = page.locator('tr[data-row]').getByRole('checkbox');
  if ((await boxes.count()) > 0) await boxes.first().check();
  await expect(page.getByRole('button', { name: 'These locks have synced' })).toHaveCount(0);
});
