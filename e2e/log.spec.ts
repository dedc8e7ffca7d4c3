import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, findSomebody, submitGrant } from './grant-journey.ts';

async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download.path();
}

/** `npm run audit:verify` on another machine: nothing of this one in its environment. */
const verify = (...files: string[]): string =>
  execFileSync(process.execPath, [path.join(import.meta.dirname, '../server/audit/verify-main.ts'), ...files], {
    env: { NODE_ENV: 'production' },
    encoding: 'utf8',
  });

test('an auditor takes log and key away and proves one with the other', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/activity');
  await hydrated(page);
  const key = await downloaded(page, () => page.getByRole('link', { name: 'Public key' }).click());
  const file = await downloaded(page, () => page.getByRole('button', { name: 'Export proof' }).click());
  expect(verify(file, key)).toMatch(/^All \d+ rows are as they were written/);
  expect(readFileSync(file, 'utf8')).not.toContain('Maya Owens');
  await page.goto('/activity?event=export.create');
  await expect(page.locator('tr[data-row]').first()).toContainText('Made an export');
});

test('an owner erases a person from the log; the entry stays and says so', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'chavez', 'Juniper Hall');
  await chooseDoors(page, 'Juniper Hall', ['Gym']);
  await submitGrant(page, 1);
  await expect(accessRow(page, 'Juniper Hall', 'Gym')).toContainText('Active');
  await page.goto(`/activity?person=${person.id}&event=access.grant&outcome=intent`);
  await hydrated(page);
  await page.locator('tr[data-row] a[href^="#entry-"]').first().click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('region', { name: 'Personal data' })).toContainText(person.email);
  await sheet.getByRole('button', { name: 'Erase from the log…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(person.name);
  await question.getByRole('button', { name: 'Erase name, email and phone' }).click();
  await expect(sheet.getByRole('region', { name: 'Personal data' })).toContainText('has been erased since');
  await expect(sheet).not.toContainText(person.email);
  await page.goto(`/activity?person=${person.id}`);
  await expect(page.locator('tr[data-row]').first()).toContainText('Erased someone’s personal data from the log');
});

test('a statement of access tells one person’s story and is alone on the paper', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'chavez', 'Juniper Hall');
  await page.getByRole('main').getByRole('link', { name: 'History', exact: true }).click();
  await page.getByRole('link', { name: 'Statement to print' }).click();
  const paper = page.getByRole('article', { name: 'Statement of access' });
  await expect(paper).toContainText(person.name);
  await expect(paper).toContainText('No unlock events exist here');
  await page.emulateMedia({ media: 'print' });
  await expect(paper).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('navigation').first()).toBeHidden();
});
