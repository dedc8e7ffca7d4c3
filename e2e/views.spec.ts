import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { open, signInAs, test } from './fixtures/console.ts';

const uuid = /^[0-9a-f-]{36}$/;
const head = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Saved views of people' });

test('columns and density hold at once, stand in the first HTML of the next visit, and go back to the usual', async ({
  page,
}) => {
  await signInAs(page, 'Priya Nair');
  await open(page, '/people');
  await expect(head(page, 'Phone')).toBeHidden();
  await page.getByRole('button', { name: 'Columns' }).click();
  const menu = page.getByRole('dialog', { name: 'Columns' });
  await expect(menu.getByRole('checkbox', { name: 'Name', exact: true })).toBeDisabled();
  await menu.getByRole('checkbox', { name: 'Phone', exact: true }).check();
  await menu.getByRole('checkbox', { name: 'Next end' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(head(page, 'Phone')).toBeVisible();
  await expect(head(page, 'Next end')).toBeHidden();
  await page.getByRole('button', { name: 'More or fewer rows' }).click();
  const html = async () => (await page.request.get('/people')).text();
  await expect.poll(html).toContain('data-density="compact"');
  expect(await html()).toContain('>Phone</th>');
  expect(await html()).not.toContain('>Next end</th>');
  await open(page, '/people');
  await expect(page.locator('tr[data-row]').first()).toHaveCSS('height', '28px');
  await page.getByRole('button', { name: 'More or fewer rows' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await menu.getByRole('button', { name: 'Usual columns' }).click();
  await page.keyboard.press('Escape');
  await expect(head(page, 'Phone')).toBeHidden();
  await expect.poll(html).toContain('>Next end</th>');
});

test('a view brings back filters, order and columns; its name is taken once; it is renamed, replaced and deleted', async ({
  page,
}) => {
  const name = `Ending ${randomUUID()}`;
  await signInAs(page, 'Priya Nair');
  // As an address of before has it: what is kept of it is how the page says it now.
  await open(page, '/people?state=ends90&sort=-name&columns=name.nextEnd');
  await expect(page.getByLabel('End', { exact: true })).toHaveValue('ends90');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await sheet(page).getByLabel('Save what is shown now as').fill(name);
  await sheet(page).getByRole('button', { name: 'Save view' }).click();
  await expect(sheet(page).getByText('Shown now', { exact: true })).toBeVisible();
  await sheet(page).getByLabel('Save what is shown now as').fill(name.toUpperCase());
  await sheet(page).getByRole('button', { name: 'Save view' }).click();
  await expect(sheet(page).getByText('You already have a view with this name.')).toBeVisible();
  await expect(sheet(page).getByRole('code')).toHaveText(uuid);
  await open(page, '/people');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await sheet(page).getByRole('link', { name }).click();
  await expect(page).toHaveURL(/\/people\?ends=ends90&sort=-name&columns=name\.nextEnd$/);
  await expect(head(page, 'Next end')).toBeVisible();
  await expect(head(page, 'Buildings')).toBeHidden();
  await page.getByLabel('End', { exact: true }).selectOption('ends7');
  await expect(page).toHaveURL(/\/people\?ends=ends7&sort=-name&columns=name\.nextEnd$/);
  await page.getByRole('button', { name: 'Saved views' }).click();
  const more = sheet(page).getByRole('button', { name: `More for ${name}` });
  await more.click();
  await page.getByRole('menuitem', { name: 'Replace with what is shown now' }).click();
  await expect(sheet(page).getByRole('link', { name })).toHaveAttribute('href', /ends=ends7/);
  await more.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await sheet(page).getByLabel('New name').fill(`${name} week`);
  await sheet(page).getByRole('button', { name: 'Rename view' }).click();
  await deleteView(page, `${name} week`);
  await expect(sheet(page).getByRole('link', { name })).toHaveCount(0);
});

test('a wrong password is refused under an id to pass on', async ({ page }) => {
  await open(page, '/sign-in');
  await page.getByLabel('Email').fill('nobody@gatehouse.example');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Wrong email address or password.' });
  await expect(alert.getByRole('code')).toHaveText(uuid);
});

test('a refusal over an open sheet has a request ID in reach, and closes', async ({ page, context }) => {
  const name = `Twice ${randomUUID()}`;
  await signInAs(page, 'Priya Nair');
  await open(page, '/people');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await sheet(page).getByLabel('Save what is shown now as').fill(name);
  await sheet(page).getByRole('button', { name: 'Save view' }).click();
  await expect(sheet(page).getByRole('link', { name })).toBeVisible();

  const other = await context.newPage();
  await open(other, '/people');
  await other.getByRole('button', { name: 'Saved views' }).click();
  await deleteView(other, name);
  await expect(sheet(other).getByRole('link', { name })).toHaveCount(0);
  // A tab behind another one is drawn once a second.
  await other.close();

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await deleteView(page, name);
  const notice = page.getByRole('region', { name: 'Notices' });
  await expect(notice).toContainText('This does not exist, or you may not see it.');
  const requestId = (await notice.getByRole('code').textContent()) ?? '';
  expect(requestId).toMatch(uuid);
  await notice.getByRole('button', { name: 'Copy request ID' }).click();
  await expect(notice.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(requestId);
  // What was done before may still be said beside it.
  const refusal = notice.locator('div:has(> div code)').first();
  await refusal.getByRole('button', { name: 'Close notice' }).click();
  await expect(notice).not.toContainText('Request ID');
});

async function deleteView(page: Page, name: string): Promise<void> {
  await sheet(page)
    .getByRole('button', { name: `More for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await sheet(page).getByRole('button', { name: 'Delete view' }).click();
}

test('columns and filters that are not known any more are named, and the rest is shown', async ({ page }) => {
  await signInAs(page, 'Priya Nair');
  await open(page, '/people?colour=red&columns=name.ghost');
  await expect(page.getByText('we do not understand: colour, columns (ghost).')).toBeVisible();
  await expect(head(page, 'Name')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Access' })).toBeHidden();
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
});

test('whoever comes back to the window gets the list read again, but not while rows are chosen', async ({ page }) => {
  await page.clock.install();
  await signInAs(page, 'Priya Nair');
  await open(page, '/people');
  const asked: string[] = [];
  // The page after it may be fetched ahead; that one has a cursor.
  page.on('request', (request) => asked.push(request.url()));
  const comeBack = async () => {
    await page.clock.fastForward(40_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  };
  const box = page.locator('tr[data-row]').first().getByRole('checkbox');
  await box.check();
  await comeBack();
  await box.uncheck();
  const again = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/people/count');
  await comeBack();
  await again;
  expect(asked.filter((url) => url.endsWith('/api/people'))).toHaveLength(1);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
});
