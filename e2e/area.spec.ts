import { expect, type Page } from '@playwright/test';
import { open, signInAs, test } from './fixtures/console.ts';
import { expectRowsWith, keys, rows } from './fixtures/list-rows.ts';

const portfolios = (page: Page) => page.getByRole('combobox', { name: 'Portfolio', exact: true });
const buildings = (page: Page) => page.getByRole('combobox', { name: 'Building', exact: true });
const menu = (page: Page) => page.getByRole('navigation', { name: 'Menu' });
/** How many people or doors the overview counts. */
async function number(page: Page, label: 'People' | 'Doors'): Promise<number> {
  const counts = page.getByRole('main').locator('dl').first().getByRole('link');
  return Number((await counts.nth(label === 'People' ? 0 : 1).textContent())?.replaceAll(',', ''));
}

test('a portfolio, then a building, narrows the overview and every list, and the menu carries it along', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  const everybody = await number(page, 'People');
  await portfolios(page).selectOption({ index: 1 });
  await page.waitForURL(/\?portfolio=/);
  await expect.poll(() => number(page, 'People')).toBeLessThan(everybody);
  const inPortfolio = await number(page, 'People');
  const offered = await buildings(page).getByRole('option').allInnerTexts();
  const building = offered[1] ?? '';

  await menu(page).getByRole('link', { name: 'People' }).click();
  await expect(page).toHaveURL(/\/people\?portfolio=/);
  await expect(page.getByRole('status').filter({ hasText: /people/ })).toHaveText(
    `${inPortfolio.toLocaleString('en')} people`,
  );
  await buildings(page).selectOption({ label: building });
  await expect(page).toHaveURL(/building=/);
  // Those who had something there are listed with those who have.
  await expect(rows(page).filter({ hasText: building }).first()).toBeVisible();

  // A person's page is not about a building; the way on still is.
  await rows(page).first().getByRole('link').first().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  await expect(buildings(page).locator('option:checked')).toHaveText(building);
  await menu(page).getByRole('link', { name: 'Doors' }).click();
  await expect(page).toHaveURL(/\/doors\?portfolio=.*building=/);
  await expectRowsWith(page, building);
  // Keys and the buttons over a list carry it along as the menu does.
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page).toHaveURL(/\/buildings\?portfolio=.*building=/);
  await page.getByRole('main').getByRole('link', { name: 'Portfolios' }).click();
  await expect(page).toHaveURL(/\/portfolios\?portfolio=.*building=/);
  await menu(page).getByRole('link', { name: 'Schedules' }).click();
  await page.getByRole('navigation', { name: 'Schedules' }).getByRole('link', { name: 'Vendors' }).click();
  await expect(page).toHaveURL(/\/schedules\/vendors\?portfolio=.*building=/);
  await menu(page).getByRole('link', { name: 'Doors' }).click();
  await expect(page).toHaveURL(/\/doors\?portfolio=.*building=/);
  await buildings(page).selectOption({ label: 'All buildings' });
  await expect(page).toHaveURL(/\/doors\?portfolio=[^&]+$/);
  await page.goBack();
  await expect(page).toHaveURL(/building=/);
});

test('on a phone the switcher stands over the page, and what needs a look leads to the same area', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  await portfolios(page).selectOption({ index: 2 });
  await page.waitForURL(/\?portfolio=/);
  const matter = page.getByRole('listitem').filter({ hasText: /offline/ });
  const told = /[\d,]+/.exec((await matter.textContent()) ?? '')?.[0] ?? '';
  await matter.getByRole('link').click();
  await expect(page).toHaveURL(/\/doors\?connection=offline&portfolio=/);
  await expect(page.getByRole('status').filter({ hasText: /door/ })).toHaveText(new RegExp(`^${told} door`));
});

test('whoever has one building is not asked which, and an address outside it shows nothing of it', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/buildings');
  const ids = await keys(page);
  await page.context().clearCookies();
  await signInAs(page, 'Lena Ortiz');
  await open(page, '/');
  await expect(buildings(page)).toBeHidden();
  const counts = [];
  for (const id of ids) {
    const answer = await page.request.get(`/api/people/count?building=${id}`);
    counts.push(((await answer.json()) as { count: number }).count);
  }
  expect(counts.filter((count) => count > 0)).toHaveLength(1);
});
