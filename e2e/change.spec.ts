import { expect, type Locator, type Page } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';
const door = 'Gym';

async function openChange(page: Page): Promise<Locator> {
  await accessRow(page, building, door).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Change 1 door' }).click();
  return page.getByRole('dialog');
}

const send = (sheet: Locator) => sheet.getByRole('button', { name: 'Change 1 door' }).click();

test('a manager sets an end, moves it a year, lets it be shared, and ends it at the lock', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'santos', building);
  await chooseDoors(page, building, [door]);
  await submitGrant(page, 1);
  const row = accessRow(page, building, door);
  await expect(row).toContainText('Active');
  await expect(row).toContainText('no end');
  const gym = await doorId(office.control, building, door);
  const patches = async () => (await office.control.journal()).filter((call) => call.method === 'PATCH');
  // Other tests of this console change accesses, too.
  const before = (await patches()).length;
  const held = async () => (await office.control.user(person.email))?.accesses.find((one) => one.doorUuid === gym);

  const sheet = await openChange(page);
  await send(sheet);
  await expect(sheet.getByRole('alert').filter({ hasText: 'Nothing is different yet' })).toBeVisible();
  await sheet.getByRole('group', { name: 'End' }).getByRole('radio', { name: 'At a day and time' }).check();
  await sheet.getByRole('spinbutton', { name: /year/i }).fill('2020');
  await expect(sheet).toContainText('The end is before the start');
  const type = async (parts: Record<string, string>) => {
    for (const [name, text] of Object.entries(parts)) {
      await sheet.getByRole('spinbutton', { name: new RegExp(`^${name}`, 'i') }).fill(text);
    }
  };
  await type({ year: '2031', day: '31', month: '2' });
  await send(sheet);
  await expect(sheet).toContainText('This date does not exist.');
  expect(await patches()).toHaveLength(before);
  await type({ day: '28', month: '2', year: '2031', hour: '11', minute: '00' });
  await expect(sheet).not.toContainText('This date does not exist.');
  await send(sheet);
  await expect(row).toContainText(/to .* 2031/);
  await expect(row).toContainText('Active');
  expect(await held()).toMatchObject({ endTime: expect.stringContaining('2031') });

  const again = await openChange(page);
  await again.getByRole('radio', { name: '12 months later' }).check();
  await again.getByRole('group', { name: /share/ }).getByRole('radio', { name: 'Yes' }).check();
  await expect(again).toContainText(/until .* 2032/);
  await send(again);
  await expect(row).toContainText(/to .* 2032/);
  await expect(row).toContainText('may be shared');
  expect(await held()).toMatchObject({ endTime: expect.stringContaining('2032') });
  expect(await office.control.tryDoor(gym, { userUuid: person.id })).toMatchObject({ opens: true });
  expect((await patches()).flatMap((call) => call.violations)).toEqual([]);

  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Revoke 1 door' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(row).toBeHidden();
  expect(await office.control.tryDoor(gym, { userUuid: person.id })).toMatchObject({ opens: false });
});

test('a change OpenKit refuses is said with its reason, and the row stays as it was', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await findSomebody(page, 'kim', building);
  await chooseDoors(page, building, [door]);
  await submitGrant(page, 1);
  const row = accessRow(page, building, door);
  await expect(row).toContainText('Active');
  await office.control.addFault({
    match: { method: 'PATCH' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_CAN_NOT_SHARE' } },
    times: 1,
  });
  const sheet = await openChange(page);
  await sheet.getByRole('group', { name: /share/ }).getByRole('radio', { name: 'Yes' }).check();
  await send(sheet);
  await expect(page.getByText(`Not changed: ${door}.`)).toBeVisible();
  await expect(row).toContainText('Active');
  await expect(row).not.toContainText('may be shared');
});

test('everything we gave somebody is revoked with one press, after reading what that is and what stays', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'cruz', building);
  await chooseDoors(page, building, [door, 'Laundry']);
  await submitGrant(page, 2);
  await expect(accessRow(page, building, door)).toContainText('Active');
  await expect(accessRow(page, building, 'Laundry')).toContainText('Active');
  const all = page.getByRole('button', { name: /^Revoke all \d+ doors$/ });
  await all.click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('definition').filter({ hasText: /^Gym, Laundry$/ })).toBeVisible();
  await expect(dialog).toContainText('What stays');
  await dialog.getByRole('button', { name: /^Revoke all/ }).click();
  await expect(accessRow(page, building, door)).toBeHidden();
  await expect(accessRow(page, building, 'Laundry')).toBeHidden();
  await expect(all).toBeHidden();
  for (const name of [door, 'Laundry']) {
    const id = await doorId(office.control, building, name);
    expect(await office.control.tryDoor(id, { userUuid: person.id })).toMatchObject({ opens: false });
  }
});

test('an access at an offline lock waits for its sync until somebody says that it has synced', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const places = (await office.control.buildings()).flatMap((place) =>
    place.doors
      .filter((one) => one.isConnected === false && one.device && one.type !== 'ELEVATOR')
      .map((one) => ({ place, one })),
  );
  const [offline] = places;
  if (!offline) throw new Error('The sandbox has no offline lock.');
  const { place, one } = offline;
  const person = await findSomebody(page, 'singh', place.name);
  await chooseDoors(page, place.name, [one.name]);
  await submitGrant(page, 1);
  await expect(accessRow(page, place.name, one.name)).toContainText('Waiting for sync');
  await page.goto('/accesses?state=waiting');
  await expect(page.locator('tr[data-row]').filter({ hasText: person.name })).toContainText('Waiting for sync');
  await page.goto(`/doors/${one.uuid}`);
  await page.waitForSelector('html[data-hydrated]');
  const waits = page.getByText('for this lock to sync.');
  await expect(waits).toBeVisible();
  await page.getByRole('button', { name: 'The lock has synced' }).click();
  await expect(page.getByText('Noted that the lock has synced')).toBeVisible();
  await expect(waits).toBeHidden();
});
