import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { guidelines, violations } from './expect-nothing.ts';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';

type Door = { id: string; name: string; kind: string; timeZone: string | null; peopleNow: number };

/** A door of a handful of people, so that one page holds them, with a lock that is online, so that it obeys at once. */
async function quietDoor(page: Page, control: EmulatorControl): Promise<Door> {
  const places = await control.buildings();
  const online = new Set(places.flatMap(({ doors }) => doors.filter((one) => one.isConnected).map(({ uuid }) => uuid)));
  const answer = await page.request.get('/api/doors?limit=200&sort=-name');
  const { items } = (await answer.json()) as { items: Door[] };
  const isQuiet = ({ id, kind, timeZone, peopleNow }: Door) =>
    online.has(id) && kind === 'door' && timeZone !== null && peopleNow >= 3 && peopleNow <= 20;
  const door = items.find(isQuiet);
  if (!door) throw new Error('No door of the sandbox is opened by a handful of people.');
  return door;
}

const row = (page: Page, number: number): Locator =>
  page.getByRole('list', { name: 'Accesses' }).getByRole('listitem').nth(number);

/** Another row than the first, of an access that opens the door now and can be taken away. */
async function endable(page: Page, address: string): Promise<{ number: number; personId: string }> {
  const answer = await page.request.get(`/api${new URL(address).pathname}/rows?limit=200`);
  const { items } = (await answer.json()) as { items: { personId: string; endability: string; role: string }[] };
  const number = items.findIndex((one, index) => index > 0 && one.endability === 'possible');
  return { number, personId: items[number]?.personId ?? '' };
}

test('a door is certified from its own page: decided by keyboard, left and come back to, ended at the lock, signed, printed', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const door = await quietDoor(page, office.control);
  await page.goto(`/doors/${door.id}`);
  await page.getByRole('link', { name: 'Certify this door' }).click();
  await page.waitForURL(/\/schedules\/certify\?doors=/);
  await hydrated(page);
  await page.getByRole('button', { name: 'Certify doors' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(door.name).first()).toBeVisible();
  const lastDay = await sheet.getByLabel('Last day').inputValue();
  await sheet.getByLabel('Last day').fill('2020-01-01');
  await sheet.getByRole('button', { name: 'Make the worksheet' }).click();
  await expect(sheet.getByText('The last day is before the first.')).toBeVisible();
  await sheet.getByLabel('Last day').fill(lastDay);
  await sheet.getByRole('button', { name: 'Make the worksheet' }).click();
  await page.waitForURL(/\/schedules\/certify\/[0-9a-f-]{36}$/);
  await hydrated(page);
  const address = page.url();
  const status = page.getByRole('region', { name: 'Progress' }).getByRole('status');
  await expect(status).toContainText(/^0 of \d+ decided$/);
  const sign = page.getByRole('button', { name: 'Sign', exact: true });
  await expect(sign).toHaveAttribute('title', /not decided yet/);

  // Tab to the first row, a space keeps it; the comment is saved when it is left.
  await row(page, 0).getByRole('radio', { name: 'Keep' }).focus();
  await page.keyboard.press('Space');
  await expect(status).toContainText(/^1 of/);
  await row(page, 0).getByRole('textbox').fill('Lives on the second floor');
  await page.keyboard.press('Enter');
  await expect(row(page, 0)).toContainText('Maya Owens');
  const toEnd = await endable(page, address);
  await row(page, toEnd.number).getByRole('radio', { name: 'End' }).focus();
  await page.keyboard.press('Space');
  await expect(status).toContainText('1 to end');

  await expectAccessible(page);

  await page.goto('/schedules/certify');
  await expect(page.getByRole('row').filter({ hasText: door.name }).first()).toContainText(/2 of \d+ decided/);
  await page.goto(address);
  await hydrated(page);
  await expect(row(page, 0).getByRole('radio', { name: 'Keep' })).toBeChecked();
  await expect(row(page, 0).getByRole('textbox')).toHaveValue('Lives on the second floor');

  const opens = async () => (await office.control.tryDoor(door.id, { userUuid: toEnd.personId })).opens;
  expect(await opens()).toBe(true);
  await page.getByRole('button', { name: 'End 1 access' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End 1 access' }).click();
  await expect(row(page, toEnd.number)).toContainText('ended, confirmed by OpenKit');
  expect(await opens()).toBe(false);

  await page.getByRole('button', { name: /^Keep \d+ undecided/ }).click();
  await expect(status).toContainText(/^(\d+) of \1 decided/);
  await sign.click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Note').fill('Looked through with the building manager');
  await dialog.getByRole('button', { name: 'Sign this worksheet' }).click();
  await page.waitForURL(/\/evidence$/);
  await expect(page.getByText('Looked through with the building manager')).toBeVisible();
  await expect(page.getByText('Lives on the second floor')).toBeVisible();
  await expect(page.getByText('not visible to us', { exact: false })).toBeVisible();
  await expectAccessible(page);
  const hash = await page.getByText(/^[0-9a-f]{64}$/).textContent();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'As a file' }).click(),
  ]);
  const digest = await crypto.subtle.digest('SHA-256', readFileSync(await file.path()));
  expect(Buffer.from(digest).toString('hex')).toBe(hash);

  await page.goto(address);
  await expect(page.getByText('Signed by Maya Owens.')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

/** The list of pages that others look at holds no worksheet until somebody made one. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page, guidelines)).toEqual([]);
}
