import { expect, type Page } from '@playwright/test';
import { signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, revealCode, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';
const dayMs = 86_400_000;

const sheetOf = (page: Page) => page.getByRole('dialog');

async function fillContractor(page: Page, lastName: string, phone: string): Promise<void> {
  const sheet = sheetOf(page);
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Pat');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill(lastName);
  await sheet.getByRole('textbox', { name: /phone/i }).fill(phone);
}

test('a contractor gets a code for today by phone: it opens today, not tomorrow, and cannot be revoked', async ({
  page,
  office,
}) => {
  const phone = '+12125550142';
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await chooseDoors(page, building, ['Gym']);
  const sheet = sheetOf(page);
  await fillContractor(page, 'Plumber', phone);
  await sheet.getByRole('radio', { name: /today only/i }).check();
  await expect(sheet.getByText('One day: a day code.', { exact: false })).toBeVisible();
  await expect(sheet.getByText(`by SMS to ${phone}`, { exact: false })).toContainText('cannot be revoked');
  await submitGrant(page, 1);
  await sheet.getByRole('link', { name: /pat plumber/i }).click();
  const row = accessRow(page, building, 'Gym');
  await expect(row).toContainText('Active');
  await expect(row).toContainText(/one day · \d+ \w+ \d{4}, all day \(/i);
  await expect(row).toContainText('cannot be revoked');
  await expect(row.getByRole('checkbox')).toHaveCount(0);
  expect(await office.control.outbox(phone)).toMatchObject([{ channel: 'sms', kind: 'doorcode' }]);

  const code = await revealCode(page, building, 'Gym');
  const gym = await doorId(office.control, building, 'Gym');
  expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: true });
  await office.control.moveClock(dayMs);
  try {
    expect(await office.control.tryDoor(gym, { code })).toMatchObject({ opens: false, reason: 'outside_window' });
  } finally {
    await office.control.moveClock(-dayMs);
  }
});

test('the answers decide the kind of access, and what a daily code cannot do is said at its field', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await chooseDoors(page, building, ['Laundry']);
  const sheet = sheetOf(page);
  await fillContractor(page, 'Painter', '+12125550143');
  await sheet.getByRole('radio', { name: 'A period' }).check();
  await expect(sheet.getByText(/days: permanent access with an end, because a day code lasts one day/)).toBeVisible();
  await submitGrant(page, 1);
  await expect(sheet.getByRole('textbox', { name: /email/i })).toHaveAttribute('aria-invalid', 'true');

  await sheet.getByRole('radio', { name: /tomorrow only/i }).check();
  await expect(sheet.getByRole('textbox', { name: /email/i })).not.toHaveAttribute('aria-invalid', 'true');
  await sheet.getByRole('checkbox', { name: /pass this access on/i }).check();
  await expect(sheet.getByText('A day code cannot be shared.', { exact: false })).toBeVisible();
  await sheet.getByRole('checkbox', { name: /pass this access on/i }).uncheck();
  await sheet.getByRole('checkbox', { name: /take it back/i }).check();
  await expect(sheet.getByText('One day: permanent access with an end', { exact: false })).toBeVisible();
  await sheet.getByRole('textbox', { name: /email/i }).fill('pat.painter@example.com');
  await submitGrant(page, 1);
  await sheet.getByRole('link', { name: /pat painter/i }).click();
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(accessRow(page, building, 'Laundry')).toContainText('Scheduled');
  const held = await office.control.user('pat.painter@example.com');
  expect(held?.accesses).toMatchObject([{ passcodeType: 'PERMANENT', endTime: expect.any(String) }]);
});
