import { expect, type Page } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';

/** A person with several permanent accesses of ours, found as anybody would find them. */
async function someAccess(page: Page) {
  const answer = await page.request.get('/api/accesses?type=PERMANENT&granter=partner&role=non_resident&limit=200');
  const { items } = await answer.json();
  const held = items.find((row: { state: string }) => row.state === 'active') ?? items[0];
  expect(held, 'the sandbox holds such an access').toBeTruthy();
  return held as { personId: string; personName: string; doorId: string; doorName: string };
}

async function readAgain(page: Page): Promise<void> {
  await page.goto('/');
  await hydrated(page);
  const before = await (await page.request.get('/api/sync')).json();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect
    .poll(async () => (await (await page.request.get('/api/sync')).json()).asOf, { timeout: 30_000 })
    .not.toBe(before.asOf);
}

test('what is taken away elsewhere arrives in the inbox, in the history with its time, and is accepted with a note', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const held = await someAccess(page);
  await office.control.revokeElsewhere(held.personId, held.doorId);
  await readAgain(page);

  await page.goto('/drift');
  await hydrated(page);
  const group = page.getByRole('link', { name: /taken away at .*elsewhere/ }).first();
  await expect(group).toBeVisible();
  await group.click();
  await expect(page.getByRole('heading', { name: /^Access taken away: / })).toBeVisible();
  await expect(page.getByText('Access vanished').first()).toBeVisible();

  await page.goto(`/people/${held.personId}/history`);
  await hydrated(page);
  const vanished = page.getByRole('row').filter({ hasText: 'Access vanished' }).first();
  await expect(vanished).toContainText('since');
  await expect(vanished).toContainText('Done elsewhere');
  await expect(page.getByText(/^This history begins /)).toBeVisible();

  await page.goto(`/drift/ended/${held.doorId}`);
  await hydrated(page);
  await page.getByRole('button', { name: /^Accept (all \d+ changes|this change)$/ }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Note').fill('Moved out, told at the desk');
  await dialog.getByRole('button', { name: /^Accept (all \d+ changes|this change)$/ }).click();
  await expect(page.getByText(/^Accepted \d+ changes?\.$/)).toBeVisible();
  await page.goto('/drift?show=accepted');
  await expect(page.getByText(/Moved out, told at the desk/)).toBeVisible();
});

test('the histories of a door and of a building are a tab away, and say where they begin', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/doors');
  await hydrated(page);
  await page.getByRole('row').getByRole('link').first().click();
  await page.waitForURL(/\/doors\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await expect(page.getByText(/^This history begins /)).toBeVisible();
  await page.goto('/buildings');
  await hydrated(page);
  await page.getByRole('row').getByRole('link').first().click();
  await page.waitForURL(/\/buildings\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('Had access when this history began').first()).toBeVisible();
  await page.getByRole('link', { name: /^Other residents/ }).click();
  await expect(page.getByText(/OpenKit tells their names, not their doors/)).toBeVisible();
});
