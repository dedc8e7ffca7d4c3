import { expect } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';
import { building, Steps } from './unit-journey.ts';

const door = 'Mail Room';

test('a new email gets the doors first, then the old one loses them', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'ivanov', building);
  await chooseDoors(page, building, [door]);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, door)).toContainText('Active');
  const mailRoom = await doorId(office.control, building, door);
  const opens = async (userUuid = '') => (await office.control.tryDoor(mailRoom, { userUuid })).opens;
  expect(await opens(person.id)).toBe(true);
  const email = 'new.address@example.com';

  const steps = new Steps();
  await steps.press(page.getByRole('button', { name: 'New email address' }));
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'New email' }).fill('new.address@gmial.com');
  await expect(sheet.getByRole('button', { name: 'new.address@gmail.com' })).toBeVisible();
  await sheet.getByRole('textbox', { name: 'New email' }).fill(email);
  await expect(sheet).toContainText('The old address loses a door only once');
  await steps.press(sheet.getByRole('button', { name: /^Move \d+ doors? to it$/ }));
  const onward = sheet.getByRole('link', { name: /under the new address$/ });
  await expect(sheet.getByText(/^Confirmed for \d+ changes\.$/)).toBeVisible();
  expect(steps.count).toBe(2);

  const moved = await office.control.user(email);
  expect([await opens(moved?.userUuid), await opens(person.id)]).toEqual([true, false]);
  expect(await office.control.outbox(email)).toMatchObject([{ kind: 'invite' }]);
  const calls = (await office.control.journal()).flatMap(({ applied, seq }) =>
    applied.filter((one) => one.doorUuid === mailRoom).map((one) => ({ seq, userUuid: one.userUuid })),
  );
  const last = (userUuid?: string) => calls.findLast((call) => call.userUuid === userUuid)?.seq ?? 0;
  expect(last(moved?.userUuid)).toBeLessThan(last(person.id));

  await onward.click();
  await page.waitForURL(new RegExp(`/people/${moved?.userUuid}`));
  await expect(accessRow(page, building, door)).toContainText('Active');
  await expect(page.getByRole('link', { name: person.email })).toHaveAttribute('href', `/people/${person.id}`);
});

test('a new start revokes first and gives again: shut until then', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'haddad', building);
  await chooseDoors(page, building, [door]);
  await submitGrant(page, 1);
  const row = accessRow(page, building, door);
  await expect(row).toContainText('Active');
  const mailRoom = await doorId(office.control, building, door);
  const opens = async () => (await office.control.tryDoor(mailRoom, { userUuid: person.id })).opens;
  expect(await opens()).toBe(true);

  const steps = new Steps();
  await row.getByRole('checkbox').check();
  await steps.press(page.getByRole('button', { name: 'New start' }));
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('spinbutton', { name: /year/i }).fill('2030');
  await expect(sheet).toContainText('the door stays shut for them');
  await steps.press(sheet.getByRole('button', { name: 'Revoke and give again 1 door' }));
  await expect(sheet.getByText('Confirmed for 2 changes.')).toBeVisible();
  expect(steps.count).toBe(2);
  expect(await opens()).toBe(false);
  const held = (await office.control.user(person.email))?.accesses.filter(({ doorUuid }) => doorUuid === mailRoom);
  expect(held?.filter(({ revoked }) => !revoked)).toMatchObject([{ startTime: expect.stringMatching(/^2030/) }]);
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(row).toContainText('2030');
});

test('a new start and a new address say which lock opens by the old access until it has synced', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const [late] = (await office.control.buildings()).flatMap((place) =>
    place.doors
      .filter((one) => one.isConnected === false && one.device && one.type !== 'ELEVATOR')
      .map((one) => ({ place: place.name, name: one.name, uuid: one.uuid })),
  );
  if (!late) throw new Error('The sandbox has no offline lock.');
  const person = await findSomebody(page, 'thompson', late.place);
  await chooseDoors(page, late.place, [late.name]);
  await submitGrant(page, 1);
  const row = accessRow(page, late.place, late.name);
  await expect(row).toContainText('Waiting for sync');
  await office.control.syncDoor(late.uuid);

  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'New start' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('spinbutton', { name: /year/i }).fill('2030');
  await expect(sheet).toContainText('the door stays shut for them once its lock knows');
  await expect(sheet).toContainText(
    `${late.name}: the lock is offline and keeps opening by the old access until it has synced.`,
  );
  await sheet.getByRole('button', { name: 'Revoke and give again 1 door' }).click();
  await expect(sheet.getByText('Confirmed for 2 changes.')).toBeVisible();
  const walk = sheet.getByRole('link', { name: 'Locks to sync' });
  await expect(walk).toHaveAttribute('href', /^\/walk/);
  expect(await office.control.tryDoor(late.uuid, { userUuid: person.id })).toMatchObject({ opens: true });
  await sheet.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'New email address' }).click();
  await sheet.getByRole('textbox', { name: 'New email' }).fill('late.address@example.com');
  // They may hold other doors with offline locks.
  const offline = new RegExp(`${late.name}.*: the lock is offline and keeps opening for the old address`);
  await expect(sheet).toContainText(offline);
  await sheet.getByRole('button', { name: /^Move \d+ doors? to it$/ }).click();
  await expect(sheet.getByText(/^Confirmed for \d+ changes\.$/)).toBeVisible();
  await expect(sheet.getByRole('link', { name: /under the new address$/ })).toBeVisible();
  await expect(walk).toBeVisible();
});
