import { expect } from '@playwright/test';
import { hydrated, open, signInAs, test } from './fixtures/console.ts';
import { expectRowsWith, rowsAfter } from './fixtures/list-rows.ts';

test('a reading is started and stopped from the page, and its pace is set there', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/settings/openkit');
  await hydrated(page);
  // A page of people that never comes keeps the reading under way until somebody stops it.
  await office.control.addFault({ match: { path: '/v1/users' }, effect: { type: 'respond', status: 503 } });
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByText(/\d+ of about \d+/).first()).toBeVisible();

  // Everything else goes on, on what was read, and says how old that is.
  await page.goto('/people');
  const alarm = page.getByText('OpenKit does not answer.');
  await expect(async () => {
    await page.reload();
    await expect(alarm).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText(/^What you see was read .* and may be old\./)).toBeVisible();
  await page.getByRole('searchbox').fill('delgado');
  await expectRowsWith(page, 'delgado');
  await page.goto('/settings/openkit');
  await hydrated(page);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('The last reading was stopped.')).toBeVisible();
  await office.control.clearFaults();

  const pace = page.getByLabel('Minutes between readings');
  await pace.fill('-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a number of minutes from 0 to 10,080.')).toBeVisible();
  await pace.fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It applies from the next call.')).toBeVisible();
  await page.reload();
  await expect(pace).toHaveValue('45');
});

test('under the history stands what goes with the rows shown, also when they came after the page', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const asOf = async () => (await (await page.request.get('/api/sync')).json()).asOf;
  await open(page, '/settings/openkit');
  await office.control.addFault({ match: { path: '/v1/users' }, effect: { type: 'respond', status: 503 } });
  await page.getByRole('button', { name: 'Sync now' }).click();
  const foot = page.locator('footer').filter({ hasText: 'This history begins' });
  await expect(async () => {
    await open(page, '/history');
    // Other times may be named after it: OpenKit may have been away before.
    await expect(foot).toContainText(/– now[.;]/, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  const before = await asOf();
  await expect(foot.locator('time')).toHaveAttribute('datetime', before);

  await office.control.clearFaults();
  await expect.poll(asOf, { timeout: 30_000 }).not.toBe(before);
  await rowsAfter(page, () => page.getByLabel('Cause', { exact: true }).selectOption('expiry'));
  await expect(foot.locator('time')).toHaveAttribute('datetime', await asOf());
  await expect(foot).toContainText('OpenKit could not be read');
  await expect(foot).not.toContainText('– now');
});

test('a reading that misses too much alarms on every page until somebody accepts the loss', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/settings/openkit');
  await hydrated(page);
  await office.control.addFault({
    match: { path: '/v1/doors' },
    effect: { type: 'drift', field: 'doors', to: 'value', value: [] },
    times: 10,
  });
  await page.getByRole('button', { name: 'Sync now' }).click();
  const alarm = page.getByText('The last reading of OpenKit was not believed: nothing was removed.');
  await expect(alarm).toBeVisible({ timeout: 30_000 });
  await office.control.clearFaults();
  await page.goto('/doors');
  await hydrated(page);
  await expect(alarm).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('button', { name: 'See what is missing' }).click();
  const sheet = page.getByRole('dialog', { name: 'What the last reading missed' });
  await expect(sheet.getByRole('heading', { name: /^[\d,]+ doors$/ })).toBeVisible();
  await sheet.getByRole('button', { name: /^Accept the loss of [\d,]+ doors/ }).click();
  await expect(page.getByText(/now counted as gone\./)).toBeVisible();
  await expect(alarm).toBeHidden();

  // What OpenKit shows comes back by itself.
  await page.goto('/settings/openkit');
  await hydrated(page);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(async () => {
    await page.goto('/doors');
    await expect(page.getByRole('row').nth(1)).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
});
