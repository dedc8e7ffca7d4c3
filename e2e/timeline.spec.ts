import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

test('a door’s people as bars: zoomed and moved by button, key and pointer; names and the table lead on', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules');
  await expect(page.getByText('Choose a building')).toBeVisible();
  await page.goto('/doors?q=gym');
  await hydrated(page);
  await page.getByRole('row').getByRole('link').first().click();
  await page.waitForURL(/\/doors\/[0-9a-f-]{36}/);
  await page.getByRole('link', { name: 'See its timeline' }).click();
  const timeline = page.getByRole('region', { name: /^Timeline of Gym/ });
  await expect(timeline).toContainText('Days are those of');
  await expect(timeline.getByText('Now', { exact: true })).toBeVisible();
  await hydrated(page);

  const axis = () => timeline.locator('[aria-hidden=true]').filter({ hasText: /\d/ }).first().textContent();
  const quarter = await axis();
  await timeline.getByRole('button', { name: '5 years' }).click();
  await expect.poll(axis).not.toBe(quarter);
  await timeline.getByRole('button', { name: 'Quarter' }).click();
  await expect.poll(axis).toBe(quarter);
  await timeline.getByRole('listitem').first().getByRole('link').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(axis).not.toBe(quarter);
  await timeline.getByRole('button', { name: 'Today' }).click();
  await expect.poll(axis).toBe(quarter);

  const box = await timeline.getByRole('listitem').first().boundingBox();
  if (!box) throw new Error('The first row is not in sight.');
  await page.mouse.move(box.x + box.width - 100, box.y + 18);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 500, box.y + 18, { steps: 5 });
  await page.mouse.up();
  await expect.poll(axis).not.toBe(quarter);
  expect(page.url()).toContain('/schedules?door=');

  await timeline.getByRole('listitem').first().getByRole('link').click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
});
