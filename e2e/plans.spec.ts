import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import { pickDoors } from './grant-journey.ts';
import { planCodes } from './made-pages.ts';

test('a cleaner gets codes on two weekdays: planned in four answers, previewed, skipped, paused and ended', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules/plans');
  await hydrated(page);
  await page.getByRole('button', { name: 'Plan codes' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Plan these codes' }).click();
  await expect(sheet.getByText('No door is chosen.', { exact: false })).toBeVisible();
  await expect(sheet.getByText('No day is chosen.', { exact: false })).toBeVisible();
  await expect(sheet.getByText('The company is missing.', { exact: false })).toBeVisible();

  await pickDoors(sheet, 'Juniper Hall', ['Laundry']);
  for (const name of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) {
    await sheet.getByRole('checkbox', { name }).press('Space');
    await expect(sheet.getByRole('checkbox', { name })).toBeChecked();
  }
  await expect(sheet.getByText('Every day from', { exact: false })).toBeVisible();
  const until = sheet.getByLabel('Until');
  await until.pressSequentially('02312050');
  await until.press('Enter');
  await expect(sheet.getByText('This date does not exist.', { exact: false })).toBeVisible();
  await until.fill('');
  await expect(sheet.getByText('This date does not exist.', { exact: false })).toBeHidden();
  await sheet.getByRole('textbox', { name: 'Company' }).fill('Brightside Cleaning');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Bright');
  await sheet.getByRole('textbox', { name: 'Email' }).fill('ada@brightside.example');
  await expect(sheet.getByText('enforces the day, not the hours', { exact: false })).toBeVisible();
  await sheet.getByRole('button', { name: 'Plan these codes' }).click();

  await page.waitForURL(/\/schedules\/plans\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: 'Ada Bright, Brightside Cleaning' })).toBeVisible();
  await expect
    .poll(async () => (await office.control.outbox('ada@brightside.example')).length, { timeout: 30_000 })
    .toBeGreaterThan(0);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('region', { name: 'Codes so far' }).getByText('Code issued').first()).toBeVisible({
      timeout: 2000,
    });
  }).toPass({ timeout: 30_000 });

  await hydrated(page);
  // The last of them: tomorrow's turn may come while this is being looked at.
  const skip = page.getByRole('button', { name: /^Skip / }).last();
  const day = ((await skip.getAttribute('aria-label')) ?? '').replace('Skip ', '');
  await skip.click();
  await expect(page.getByRole('button', { name: `Put back ${day}` })).toBeVisible();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(sheet.getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
  await sheet.getByRole('checkbox', { name: 'Sunday' }).press('Space');
  await expect(sheet.getByRole('checkbox', { name: 'Sunday' })).not.toBeChecked();
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Brighton');
  await sheet.getByRole('button', { name: 'Change the plan' }).click();
  await expect(sheet).toBeHidden();
  await expect(
    page.getByText('Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays', { exact: false }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ada Brighton, Brightside Cleaning' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('This plan is paused.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('This plan is paused.')).toBeHidden();
  await page.getByRole('button', { name: 'End plan' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End plan' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden();
});

test('a code for a later day is a plan, which begins with what was typed; a phone of somebody else is said', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/doorcodes');
  await hydrated(page);
  await page.getByRole('button', { name: 'Day code' }).click();
  const sheet = page.getByRole('dialog');
  const doors = sheet.getByRole('listbox', { name: 'Doors' });
  await doors.getByRole('option', { disabled: false }).first().click();
  await sheet.getByRole('link', { name: 'make a plan' }).click();
  await page.waitForURL(/\/schedules\/plans$/);
  await expect(sheet.getByRole('heading', { name: 'Plan codes' })).toBeVisible();
  await expect(sheet.getByRole('radio', { name: /^Single days/ })).toBeChecked();
  await expect(sheet.getByRole('list', { name: 'Chosen doors' }).getByRole('listitem')).toHaveCount(1);

  const type = (name: string, text: string) => sheet.getByRole('textbox', { name }).fill(text);
  await sheet.getByLabel('Days', { exact: true }).fill('2050-01-03');
  await sheet.getByRole('button', { name: 'Add day' }).click();
  await type('Company', 'Spark Electric');
  await type('First name', 'Una');
  await type('Last name', 'Watt');
  await type('or phone', '(212) 555-0163');
  await sheet.getByRole('button', { name: 'Plan these codes' }).click();
  await expect(page.getByRole('heading', { name: 'Una Watt, Spark Electric' })).toBeVisible();

  await page.goto('/schedules/plans');
  await hydrated(page);
  await page.getByRole('button', { name: 'Plan codes' }).click();
  await type('or phone', '+1 212 555 0163');
  const warning = sheet.getByText('Una Watt has the same phone number.', { exact: false });
  await expect(warning).toBeVisible();
  await sheet.getByLabel('Known from other plans').selectOption({ label: 'Una Watt, +12125550163' });
  await expect(sheet.getByRole('textbox', { name: 'Company' })).toHaveValue('Spark Electric');
  await expect(warning).toBeHidden();
});

test('a vendor stands with its people; it is renamed, and the plans of all of them are ended', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  for (const firstName of ['Odd', 'Pia']) {
    const email = `${firstName.toLowerCase()}@window.example`;
    await planCodes(page, { company: 'Window Works', firstName, lastName: 'Klar', email, days: ['Monday'] });
  }
  await page.getByRole('link', { name: 'Schedules' }).first().click();
  await page.getByRole('navigation', { name: 'Schedules' }).getByRole('link', { name: 'Vendors' }).click();
  await hydrated(page);
  const company = page.getByRole('region', { name: 'Window Works 2 people' });
  await expect(company.getByText('pia@window.example')).toBeVisible();
  await company.getByRole('button', { name: 'Rename Window Works' }).click();
  const name = company.getByRole('textbox', { name: 'New name of Window Works' });
  await name.fill(' ');
  await company.getByRole('button', { name: 'Rename company' }).click();
  await expect(company.getByText('The company is missing.', { exact: false })).toBeVisible();
  await name.fill('Clear Windows');
  await company.getByRole('button', { name: 'Rename company' }).click();
  const renamed = page.getByRole('region', { name: 'Clear Windows 2 people' });
  await renamed.getByRole('button', { name: 'End plans of Odd Klar' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the plans' }).click();
  await expect(renamed.getByText('Ended')).toHaveCount(1);
  await renamed.getByRole('button', { name: 'End all plans of Clear Windows' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the plans' }).click();
  await expect(renamed.getByText('Ended')).toHaveCount(2);
  await expect(renamed.getByRole('button', { name: /^End/ })).toHaveCount(0);
});
