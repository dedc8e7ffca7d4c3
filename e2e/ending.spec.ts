import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

test('what runs out: the view is in the address, rows are chosen and extended after one question', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules/ending?show=ends90');
  await hydrated(page);
  await expect(page.getByRole('combobox', { name: 'What to show' })).toHaveValue('ends90');
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: 'Active' }).first();
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
