import { expect } from '@playwright/test';
import * as z from 'zod/mini';
import { accessRowSchema } from '#lib/schemas/access-row';
import { pageSchema } from '#lib/schemas/page';
import { addMonths } from '#lib/time/day';
import { hydrated, open, signInAs, test } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';

test('what runs out: the view is in the address, rows are chosen and extended after one question', async ({
  page,
  office,
}) => {
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
  await page.getByRole('button', { name: 'Extend', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a dry run' }).click();
  await page.waitForURL(/\/operations\/dry-runs\/[0-9a-f-]{36}/);
  await hydrated(page);
  await page.getByRole('button', { name: 'Extend 1 door' }).click();
  await expect(page.getByText('Confirmed for 1 door.')).toBeVisible({ timeout: 30_000 });
  const [person] = await query<{ email: string }>(office, 'select email from person where id = $1', [access.personId]);
  const held = (await office.control.user(person?.email ?? ''))?.accesses ?? [];
  const end = held.find(({ doorUuid }) => doorUuid === access.doorId)?.endTime ?? '';
  expect(Date.parse(end)).toBe(Date.parse(addMonths(access.end ?? '', 12, access.timeZone ?? 'UTC')));

  await page.goto('/schedules/ending');
  await hydrated(page);
  await expect(page.getByText(/own doors? of (a resident lapses|residents lapse) within 30 days/)).toBeVisible();
  await page.getByRole('link', { name: 'Show them' }).click();
  await expect(page).toHaveURL(/show=own/);
  await page.getByRole('combobox', { name: 'What to show' }).selectOption('endless');
  await expect(page).toHaveURL(/show=endless/);
});

test('the exact end, with the zone of its door, shows where the row is focused or pointed at, and always on a phone', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/schedules/ending');
  const row = page.locator('tr[data-row="1"]');
  const end = row.locator('time');
  const exact = end.locator('span');
  await expect(exact).toHaveText(/^\d+ \w+ \d{4}, \d\d:\d\d \(.+\)$/);
  await expect(exact).toHaveCSS('clip-path', 'inset(50%)');
  await page.locator('tr[data-row="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(row).toBeFocused();
  await expect(exact).toHaveCSS('clip-path', 'none');
  await expect(exact).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(exact).toHaveCSS('clip-path', 'inset(50%)');
  await page.keyboard.press('ArrowDown');
  await end.hover();
  await expect(exact).toHaveCSS('clip-path', 'none');
  await page.setViewportSize({ width: 375, height: 800 });
  await page.mouse.move(0, 0);
  await expect(exact).toHaveCSS('position', 'static');
  await expect(exact).toBeInViewport({ ratio: 1 });
  // And which door it is.
  await expect(row.getByRole('gridcell').nth(3)).toBeVisible();
});
