import { expect } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, findSomebody, revealCode, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';

test('a manager finds a person, gives doors, shows the code, and the lock obeys until it is revoked', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'chavez', building);
  await chooseDoors(page, building, ['Gym', 'Laundry']);
  await submitGrant(page, 2);
  await expect(accessRow(page, building, 'Gym')).toContainText(/sending|active/i);
  await expect(accessRow(page, building, 'Gym')).toContainText('Active');
  await expect(accessRow(page, building, 'Laundry')).toContainText('Active');
  expect(await office.control.outbox(person.email)).toHaveLength(1);

  const code = await revealCode(page, building, 'Gym');
  const gym = await doorId(office.control, building, 'Gym');
  expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: true });
  expect(await office.control.tryDoor(gym, { code: code.split('').reverse().join('') })).toMatchObject({
    opens: false,
  });

  await accessRow(page, building, 'Gym').getByRole('checkbox').check();
  // What is told meanwhile stands over the bar, not on its buttons.
  await expect(async () => {
    const notices = await page.getByRole('region', { name: 'Notices' }).boundingBox();
    const bar = await page.getByRole('region', { name: 'Selection' }).boundingBox();
    expect((notices?.y ?? Infinity) + (notices?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
  }).toPass({ timeout: 10_000 });
  await page.getByRole('button', { name: 'Revoke 1 door' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(person.name);
  await dialog.getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(accessRow(page, building, 'Gym')).toBeHidden();
  expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: false });
  expect(
    await office.control.tryDoor(await doorId(office.control, building, 'Laundry'), { userUuid: person.id }),
  ).toMatchObject({ opens: true });
});

test('an answer lost after OpenKit acted is read back: one grant, one invite, never shown as done before', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'okafor', building);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'commit_then_reset' },
    times: 1,
  });
  await chooseDoors(page, building, ['Roof Deck']);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, 'Roof Deck')).toContainText(/not confirmed/i);
  await expect(accessRow(page, building, 'Roof Deck')).toContainText('Active');
  expect(await office.control.outbox(person.email)).toHaveLength(1);
  const roof = await doorId(office.control, building, 'Roof Deck');
  const held = (await office.control.user(person.email))?.accesses.filter((access) => access.doorUuid === roof);
  expect(held).toHaveLength(1);
  const code = await revealCode(page, building, 'Roof Deck');
  expect(await office.control.tryDoor(roof, { code })).toMatchObject({ opens: true });
});

test('access for later does not open before its window', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await findSomebody(page, 'nguyen', building);
  await chooseDoors(page, building, ['Mail Room']);
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('without an end');
  await sheet.getByRole('radio', { name: 'A period' }).check();
  await sheet.getByRole('spinbutton', { name: /month/i }).fill('2');
  await sheet.getByRole('spinbutton', { name: /day/i }).fill('31');
  await sheet.getByRole('radio', { name: 'A period' }).focus();
  await expect(sheet).toContainText('This date does not exist.');
  await expect(sheet).not.toContainText('without an end');
  await sheet.getByRole('radio', { name: 'No end' }).check();
  await sheet.getByRole('group', { name: 'Starts' }).getByRole('radio', { name: 'At a day and time' }).check();
  await sheet.getByRole('spinbutton', { name: /year/i }).first().fill('2031');
  await submitGrant(page, 1);
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(accessRow(page, building, 'Mail Room')).toContainText('Scheduled');
  const code = await revealCode(page, building, 'Mail Room');
  const door = await doorId(office.control, building, 'Mail Room');
  expect(await office.control.tryDoor(door, { code })).toMatchObject({ opens: false, reason: 'not_yet_valid' });
});

test('what OpenKit refuses is said in words, and nothing typed is lost', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await chooseDoors(page, building, ['Garage']);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Zoë');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('ܐܪܡܝܐ 🏠'.repeat(10));
  await sheet.getByRole('textbox', { name: /email/i }).fill('zoe@example');
  await submitGrant(page, 1);
  await expect(sheet.getByRole('textbox', { name: /email/i })).toHaveAttribute('aria-invalid', 'true');
  await expect(sheet.getByRole('textbox', { name: 'First name' })).toHaveValue('Zoë');

  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_CAN_NOT_SHARE' } },
    times: 1,
  });
  await sheet.getByRole('textbox', { name: /email/i }).fill('zoe@example.com');
  await submitGrant(page, 1);
  await expect(sheet.getByText(/may not pass access on/i)).toBeVisible();
  expect(await office.control.user('zoe@example.com')).toBeNull();
  await submitGrant(page, 1);
  await expect(sheet.getByRole('link', { name: /zoë/i })).toBeVisible();
  expect(await office.control.outbox('zoe@example.com')).toHaveLength(1);
});
