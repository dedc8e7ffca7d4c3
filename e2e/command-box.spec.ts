import { expect, type Locator, type Page } from '@playwright/test';
import { expectNothing } from './expect-nothing.ts';
import { hydrated, open, sandboxOn, signInAs, test } from './fixtures/console.ts';
import { temporaryDataDir } from './fixtures/data-dir.ts';

const box = (page: Page) => page.getByRole('combobox', { name: /^Find a person/ });

const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim();

test('Ctrl K finds a person by surname without a mouse; Escape gives the focus back', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const row = page.locator('tr[data-row]').nth(2);
  const name = await textOf(row.getByRole('link').first());
  const id = await row.getAttribute('data-key');
  await row.focus();
  await page.keyboard.press('Control+k');
  await expect(box(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  const calls = (await office.control.journalTotals()).calls;
  await page.keyboard.press('Control+k');
  await box(page).pressSequentially(name);
  await expect(page.getByRole('option', { name }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/people/${id}$`));
  // Opening the person reads them afresh, once; looking for them asks for nothing.
  expect((await office.control.journalTotals()).calls - calls).toBeLessThanOrEqual(1);
});

test('pages and doors are found too, the arrows choose, and nothing found is said', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  await page.keyboard.press('Control+k');
  await box(page).fill('buil');
  await expect(page.getByRole('option', { name: /Buildings.*Page/ })).toBeVisible();
  await box(page).fill('gym');
  await expect(page.getByRole('option', { name: /Gym/ }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog').getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await box(page).fill('xqjkvw');
  const nothing = page.getByText('Nothing here is called “xqjkvw”.');
  await expect(nothing).toBeVisible();
  await expect(nothing).toContainText('Read from OpenKit');
  await expect(nothing).toContainText('Mission Control may show more.');
});

test('what is typed while the box is still being fetched is kept, Enter too', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  const { promise: isTyped, resolve: goOn } = Promise.withResolvers<void>();
  let fetched = 0;
  await page.route('**/_next/static/chunks/*', async (route) => {
    fetched += 1;
    await isTyped;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('buillx');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveCount(0);
  expect(fetched).toBeGreaterThan(0);
  goOn();
  await expect(page).toHaveURL(/\/buildings$/);
});

test('without a network the box says so, and does not pass off what earlier words found', async ({ page, context }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/buildings');
  await page.keyboard.press('Control+k');
  const hits = page.getByRole('dialog').getByRole('option');
  await box(page).fill('gym');
  await expect(hits.filter({ hasText: 'Gym' }).first()).toBeVisible();
  await context.setOffline(true);
  await box(page).fill('okafor');
  await expect(page.getByRole('alert').filter({ hasText: 'Gatehouse cannot be reached.' })).toBeVisible();
  await expect(hits).toHaveCount(0);
  await expect(page.getByText('Nothing here is called')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/buildings$/);
  // Back on the network, what was typed is looked for by itself.
  await context.setOffline(false);
  await expect(hits.filter({ hasText: 'Okafor' }).first()).toBeVisible();
});

test('/ is for the search wherever the last click went, but not in a dialog', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'People' }).click();
  await expect(page).toHaveURL(/\/people$/);
  const search = page.getByRole('searchbox');
  await expect(search).toBeVisible();
  for (const press of [
    () => Promise.resolve(),
    () => page.getByRole('button', { name: 'Next page' }).click(),
    () => page.getByLabel('State', { exact: true }).selectOption('now'),
    () => page.getByLabel('State', { exact: true }).focus(),
  ]) {
    await press();
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
    await search.blur();
  }
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('/');
  await expect(search).not.toBeFocused();
});

test('letters go places, are typed in fields, and can be switched off', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/doors$/);
  const search = page.getByRole('searchbox');
  await expect(search).toBeVisible();
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('g/?p');
  await expect(search).toHaveValue('g/?p');
  await search.blur();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('checkbox').setChecked(false, { force: true });
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.keyboard.press('Control+k');
  await expect(box(page)).toBeFocused();
  await expect(page).toHaveURL(/\/doors/);
});

test('help is one press away from any page: it leads to the guides', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/doors');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'Guide for leasing staff' }).click();
  await expect(page.getByRole('heading', { name: 'Guide for leasing staff', level: 1 })).toBeVisible();
});

test('on an empty database it says what is missing, and works on what is there', async ({ page }) => {
  const data = temporaryDataDir();
  // So slow that nothing has been read in full when the test is over.
  const empty = await sandboxOn(data.path, { OPENKIT_CALLS_PER_SECOND: '0.5', OPENKIT_PAGE_SIZE: '10' });
  try {
    await signInAs(page, 'Maya Owens', empty.url);
    await page.goto(`${empty.url}/people`);
    await hydrated(page);
    await expect(page.getByText('OpenKit is being read for the first time')).toBeVisible();
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNothing(page, `the first reading at ${width} px`);
    }
    await page.keyboard.press('Control+k');
    await box(page).fill('okafor');
    await expect(
      page.getByText('Nothing here is called “okafor”. OpenKit has not been read in full yet'),
    ).toBeVisible();
    await box(page).fill('activ');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/activity$/);
    await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  } finally {
    empty.launcher.signal('SIGTERM');
    await empty.launcher.ended;
    await data.remove();
  }
});
