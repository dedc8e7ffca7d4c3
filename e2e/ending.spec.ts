import { expect } from '@playwright/test';
import * as z from 'zod/mini';
import { accessRowSchema } from '#lib/schemas/access-row';
import { pageSchema } from '#lib/schemas/page';
import { hydrated, signInAs, test } from './fixtures/console.ts';

test('what runs out: the view is in the address, rows are chosen and extended after one question', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  // Only what we gave for longer than a day can be extended.
  const answer = await page.request.get('/api/accesses?state=now&granter=partner&type=PERMANENT&sort=end&limit=1');
  const [access] = z.parse(pageSchema(accessRowSchema), await answer.json()).items;
  if (!access) throw new Error('Nobody in the sandbox holds permanent access.');
  await page.goto(`/schedules/ending?${new URLSearchParams({ show: 'ends90', q: access.personName })}`);
  await hydrated(page);
  await expect(page.getByRole('combobox', { name: 'What to show' })).toHaveValue('ends90');
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: access.doorName }).first();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Extend by 12 months' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('12 calendar months');
  await dialog.getByRole('button', { name: 'Extend 1 access' }).click();
  await page.waitForURL(/\/operations\/[0-9a-f-]{36}/);
  await expect(page.getByText('Confirmed').first()).toBeVisible({ timeout: 30_000 });

  await page.goto('/schedules/ending');
  await hydrated(page);
  await page.getByRole('combobox', { name: 'What to show' }).selectOption('endless');
  await expect(page).toHaveURL(/show=endless/);
});
