import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { open, signInAs, test } from './fixtures/console.ts';
import { keys, rows, rowsAfter } from './fixtures/list-rows.ts';

const bar = (page: Page) => page.getByRole('region', { name: 'Selection' });
const total = async (page: Page): Promise<number> => {
  const text = await page
    .getByRole('status')
    .filter({ hasText: /people$/ })
    .first()
    .textContent();
  return Number(text?.replace(/\D/g, ''));
};

async function fileFrom(page: Page, button: string | RegExp): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: typeof button === 'string' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^gatehouse-people-\d{4}-\d\d-\d\d\.csv$/);
  return readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
}

test('all that match are chosen across pages, some unticked, and the file has exactly them', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const all = await total(page);
  expect(all).toBeGreaterThan(50);
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await expect(bar(page)).toContainText('50 selected');
  await bar(page)
    .getByRole('button', { name: `Select all ${all.toLocaleString('en')} people` })
    .click();
  await expect(bar(page)).toContainText(`All ${all.toLocaleString('en')} selected`);
  await rowsAfter(page, () => page.getByRole('button', { name: 'Next page' }).click());
  const box = rows(page).nth(3).getByRole('checkbox');
  await expect(box).toBeChecked();
  const left = await rows(page).nth(3).getAttribute('data-key');
  await box.uncheck();
  await expect(bar(page)).toContainText(`${(all - 1).toLocaleString('en')} selected, 1 left out`);
  const lines = await fileFrom(page, 'Export');
  expect(lines).toHaveLength(all);
  expect(lines.join()).not.toContain(left ?? 'no id');
});

test('another filter lets go of what was chosen, and says so; Back brings it again', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const all = await total(page);
  await rows(page).first().focus();
  // From the row that the move leaves, not from the first.
  for (const key of ['j', 'j', 'j', 'Shift+J']) await page.keyboard.press(key);
  await expect(bar(page)).toContainText('2 selected');

  const [answer, number] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/api/people?state=scheduled', (route) => answer.promise.then(() => route.continue()));
  await page.route('**/api/people/count?state=scheduled', (route) => number.promise.then(() => route.continue()));
  await page.getByLabel('State', { exact: true }).selectOption('scheduled');
  const grid = page.getByRole('grid', { name: 'people' });
  await expect(grid).toHaveAttribute('aria-busy', 'true');
  // The rows still shown may be none of this filter's: they are not chosen under it, and their number is not its own.
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  await rows(page).nth(5).focus();
  for (const key of ['x', 'Shift+J']) await page.keyboard.press(key);
  await expect(bar(page)).toContainText('nothing is selected any more');
  answer.resolve();
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  await expect(grid).toHaveAttribute('aria-rowcount', '-1');
  await expect(page.getByText(`${all.toLocaleString('en')} people`)).toHaveCount(0);
  number.resolve();
  expect(await total(page)).toBeLessThan(all);
  await expect(bar(page)).toContainText('nothing is selected any more');
  await page.goBack();
  await expect(bar(page)).toContainText('2 selected');
  await bar(page).getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar(page)).toBeHidden();

  // Shift begins at the row chosen last, where that is in sight.
  const press = (row: number, modifiers: 'Shift'[]) => rows(page).nth(row).getByRole('checkbox').click({ modifiers });
  await press(30, []);
  await rowsAfter(page, () => page.getByRole('button', { name: 'Next page' }).click());
  await press(2, ['Shift']);
  await expect(bar(page)).toContainText('2 selected');
  await press(5, ['Shift']);
  await expect(bar(page)).toContainText('5 selected');
});

test('a file holds the filter of the page, asks OpenKit for nothing, and is in the log', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people?q=an&sort=-name');
  const shown = await keys(page);
  const calls = (await office.control.journalTotals()).calls;
  const lines = await fileFrom(page, /^Export .* as CSV$/);
  expect(lines[0]).toContain('"Name","Email","Phone","Guest of","Buildings","Doors now"');
  expect(lines.slice(1, shown.length + 1).map((line) => line.split(',').at(-1))).toEqual(shown.map((id) => `"${id}"`));
  expect((await office.control.journalTotals()).calls).toBe(calls);
  await open(page, '/activity?event=export.create');
  await expect(rows(page).first()).toContainText('Made an export');
});

test('whoever may not export is offered no file, of all rows or of those chosen', async ({ page }) => {
  await signInAs(page, 'Lena Ortiz');
  await open(page, '/people');
  await rows(page).first().getByRole('checkbox').check();
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(page.getByRole('button', { name: /Export/ })).toHaveCount(0);
});
