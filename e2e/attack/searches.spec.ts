import { expect } from '@playwright/test';
import { query } from '../fixtures/query.ts';
import { member, test } from './intruders.ts';

test('whoever used up their searches of the hour is told so inside the console, and goes on without', async ({
  browser,
  office,
  db,
}) => {
  const { context, staffId } = await member(browser, { office, db, at: office }, { role: 'owner' });
  const page = await context.newPage();
  await page.goto('/people?q=ann');
  const counted = await query<{ times: number }>(office, 'select times from hourly_act where staff_id = $1', [staffId]);
  expect(counted, 'page, frame, list and count are one search').toEqual([{ times: 1 }]);
  await query(office, 'update hourly_act set times = 1200 where staff_id = $1', [staffId]);
  await page.goto('/people?q=ann&sort=-name');
  await expect(page.getByRole('heading', { name: 'Too many searches' })).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.getByText(/You can search again in \d+ minutes?\./)).toBeVisible();
  await page.getByRole('link', { name: 'Continue without searching' }).click();
  await expect(page).toHaveURL(/\/people\?sort=-name$/);
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible();
  await context.close();
});
