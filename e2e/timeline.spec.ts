import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

test('a door’s people as bars: zoomed and moved by button, key and pointer; names and the table lead on', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/schedules');
  await expect(page.getByText('Choose a building')).toBeVisible();

  // Paper holds the rows that nobody scrolled to as well.
  const buildings = (await (await page.request.get('/api/buildings?limit=1')).json()) as { items: { id: string }[] };
  await page.goto(`/schedules?building=${buildings.items[0]?.id}`);
  await hydrated(page);
  const people = page.getByRole('region', { name: /^Timeline of/ });
  await expect(people).toContainText('100 people so far');
  await page.evaluate(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  await people.getByRole('button', { name: 'Print' }).click();
  await expect.poll(() => people.getByRole('listitem').count()).toBeGreaterThan(100);
  await expect(people).not.toContainText('so far');

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
  await timeline.getByRole('listitem').first().getByRole('link').first().focus();
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

  // A bar is reached from its row by Tab, and leads to its access.
  await timeline.getByRole('button', { name: '5 years' }).click();
  const name = timeline.getByRole('listitem').first().getByRole('link').first();
  await name.focus();
  await page.keyboard.press('Tab');
  const bar = page.locator(':focus');
  await expect(bar).toHaveAttribute('href', /^\/people\/[0-9a-f-]{36}(\?show=\w+)?#access-/);
  const anchor = ((await bar.getAttribute('href')) ?? '').split('#')[1] ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/people\/.+#access-/);
  await expect(page.locator(`[id="${anchor}"]`)).toBeVisible();
  await page.goBack();

  await page.getByRole('link', { name: 'The same as a table' }).click();
  await expect(page.getByRole('columnheader', { name: 'State' })).toBeVisible();
  const rows = page.getByRole('region', { name: /^Timeline of/ }).getByRole('row');
  await expect(rows.filter({ hasText: 'Active' }).first()).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain(
    '"Person","Door","Building","Opens from","Opens until","Zone"',
  );
  await page.getByRole('link', { name: 'The same as bars' }).click();
  await timeline.getByRole('listitem').first().getByRole('link').first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
});

test('on a phone a finger moves the time, two change how much of it is shown', async ({ browser, office }) => {
  const page = await browser.newPage({
    ...{ baseURL: office.url, viewport: { width: 375, height: 800 }, hasTouch: true, isMobile: true },
  });
  await signInAs(page, 'Maya Owens');
  const doors = (await (await page.request.get('/api/doors?q=gym&limit=1')).json()) as { items: { id: string }[] };
  await page.goto(`/schedules?door=${doors.items[0]?.id}`);
  await hydrated(page);
  const timeline = page.getByRole('region', { name: /^Timeline of/ });
  const axis = () => timeline.locator('[aria-hidden=true]').filter({ hasText: /\d/ }).first().textContent();
  const before = await axis();
  const box = await timeline.getByRole('listitem').first().boundingBox();
  if (!box) throw new Error('The first row is not in sight.');
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: number[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: xs.map((x, id) => ({ x: box.x + x, y: box.y + 18, id })),
    });
  await send('touchStart', [300]);
  for (const x of [260, 220, 180]) await send('touchMove', [x]);
  await send('touchEnd', []);
  await expect.poll(axis).not.toBe(before);
  const moved = await axis();
  await send('touchStart', [200, 240]);
  for (const apart of [40, 70, 100]) await send('touchMove', [220 - apart, 220 + apart]);
  await send('touchEnd', []);
  await expect.poll(axis).not.toBe(moved);
  expect(page.url()).toContain('/schedules?door=');
  await page.close();
});
