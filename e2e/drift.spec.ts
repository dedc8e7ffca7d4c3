import { expect, type Page } from '@playwright/test';
import { hydrated, open, signInAs, test } from './fixtures/console.ts';
import { rows } from './fixtures/list-rows.ts';

type Held = { personId: string; doorId: string; state: string };

/** Two permanent accesses of ours to one door, found as anybody would find them. */
async function twoToOneDoor(page: Page): Promise<[Held, Held]> {
  const answer = await page.request.get('/api/accesses?type=PERMANENT&granter=partner&role=non_resident&limit=200');
  const active: Held[] = (await answer.json()).items.filter(({ state }: Held) => state === 'active');
  for (const held of active) {
    const other = active.find(({ doorId, personId }) => doorId === held.doorId && personId !== held.personId);
    if (other) return [held, other];
  }
  throw new Error('The sandbox holds no such accesses.');
}

async function readAgain(page: Page): Promise<void> {
  await page.goto('/');
  await hydrated(page);
  const before = await (await page.request.get('/api/sync')).json();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect
    .poll(async () => (await (await page.request.get('/api/sync')).json()).asOf, { timeout: 30_000 })
    .not.toBe(before.asOf);
}

test('what is taken away elsewhere arrives in the inbox, in the history with its time, and is accepted with a note', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const [held, other] = await twoToOneDoor(page);
  for (const { personId, doorId } of [held, other]) await office.control.revokeElsewhere(personId, doorId);
  await readAgain(page);

  await page.goto('/drift');
  await hydrated(page);
  await page
    .getByRole('link', { name: /taken away at .*elsewhere/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /^Access taken away: / })).toBeVisible();
  await expect(page.getByText('Access vanished').first()).toBeVisible();

  await page.goto(`/people/${held.personId}/history`);
  await hydrated(page);
  const vanished = page.getByRole('row').filter({ hasText: 'Access vanished' }).first();
  await expect(vanished).toContainText('since');
  await expect(vanished).toContainText('Done elsewhere');
  await expect(page.getByText(/^This history begins /)).toBeVisible();

  // The last page loses its only row, and leads back to those that are left.
  const group = `/api/drift/rows?kind=ended&subject=${held.doorId}`;
  const { items } = await (await page.request.get(group)).json();
  const { nextCursor } = await (await page.request.get(`${group}&limit=${items.length - 1}`)).json();
  await open(page, `/drift/ended/${held.doorId}?cursor=${nextCursor}`);
  await rows(page).getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Accept this change' }).click();
  await expect(page.getByText('Accepted 1 change.')).toBeVisible();
  await expect(page.getByText('No changes on this page any more')).toBeVisible();
  await expect(page.getByText('All of it has been accepted.')).toHaveCount(0);
  await page.getByRole('button', { name: 'First page' }).click();
  await expect(rows(page)).toHaveCount(items.length - 1);

  await open(page, '/drift?kind=ended');
  const listed = page.locator(`a[href="/drift/ended/${held.doorId}"]`);
  await listed.first().click();
  await page.getByRole('button', { name: /^Accept (all \d+ changes|this change)$/ }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Note').fill('Moved out, told at the desk');
  await dialog.getByRole('button', { name: /^Accept (all \d+ changes|this change)$/ }).click();
  await expect(page.getByText('All of it has been accepted.')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/drift\?kind=ended$/);
  await expect(listed).toHaveCount(0);
  await page.goto('/drift?show=accepted');
  await expect(page.getByText(/Moved out, told at the desk/)).toBeVisible();
});

test('a door that vanished and resembles no other is followed by the one that somebody chooses', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const doors = await (await page.request.get('/api/doors?accessibility=private&limit=200')).json();
  const [gone] = doors.items;
  const next = doors.items.find(
    (door: { id: string; name: string; buildingId: string }) =>
      door.buildingId === gone.buildingId && door.name !== gone.name,
  );
  await office.control.enableDoor(gone.id, false);
  // Missed once, nothing is called gone.
  await readAgain(page);
  await readAgain(page);

  await page.goto(`/doors/${gone.id}`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Choose the new door' }).click();
  const sheet = page.getByRole('dialog', { name: `Which door replaced ${gone.name}?` });
  await sheet.getByLabel('Search doors by name or serial number').fill(next.name);
  await sheet.getByRole('button', { name: next.name }).first().click();
  const dialog = page.getByRole('alertdialog', { name: `Is ${next.name} the same door as ${gone.name}?` });
  await expect(dialog).toContainText('its history continues there, and so do its units, its bundles');
  await dialog.getByRole('button', { name: 'Same door' }).click();
  await expect(page.getByText(`The history of ${gone.name} continues in the new door`)).toBeVisible();
  await page.goto(`/doors/${gone.id}`);
  await expect(page.getByText('It was replaced by')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose the new door' })).toHaveCount(0);
  await office.control.enableDoor(gone.id, true);
});

test('the histories of a door and of a building are a tab away, and say where they begin', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/doors');
  await hydrated(page);
  await page.getByRole('row').getByRole('link').first().click();
  await page.waitForURL(/\/doors\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await expect(page.getByText(/^This history begins /)).toBeVisible();
  await page.goto('/buildings');
  await hydrated(page);
  await page.getByRole('row').getByRole('link').first().click();
  await page.waitForURL(/\/buildings\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('Had access when this history began').first()).toBeVisible();
  await page.getByRole('link', { name: /^Other residents/ }).click();
  await expect(page.getByText(/OpenKit gives their names, not their doors/)).toBeVisible();
});
