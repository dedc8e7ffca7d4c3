import { expect, type Locator, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { accessRowSchema } from '#lib/schemas/access-row';
import { pageSchema } from '#lib/schemas/page';
import { open, signInAs, test } from './fixtures/console.ts';
import { rows } from './fixtures/list-rows.ts';
import { accessRow } from './grant-journey.ts';

const count = (page: Page) => page.getByRole('status').filter({ hasText: /access/ });

const textOf = async (place: Locator): Promise<string> => (await place.textContent()) ?? '';

test('filters combine in the address, which shows somebody else the same; Back takes the last one away', async ({
  page,
  context,
}) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/accesses');
  const all = await textOf(count(page));
  await page.getByLabel('End', { exact: true }).selectOption('ends90');
  await expect(count(page)).not.toHaveText(all);
  const wheneverBegun = await textOf(count(page));
  await page.getByLabel('State', { exact: true }).selectOption('now');
  await expect(count(page)).not.toHaveText(wheneverBegun);
  await expect(page).toHaveURL(/\/accesses\?state=now&ends=ends90$/);
  const ending = await textOf(count(page));
  await page.getByLabel('Kind', { exact: true }).selectOption('PERMANENT');
  await expect(count(page)).not.toHaveText(ending);
  const both = await textOf(count(page));

  const other = await context.newPage();
  await open(other, page.url());
  await expect(count(other)).toHaveText(both);
  expect(await rows(other).allInnerTexts()).toEqual(await rows(page).allInnerTexts());

  await page.goBack();
  await expect(count(page)).toHaveText(ending);
  await expect(page.getByLabel('Kind', { exact: true })).toHaveValue('');

  await page.getByLabel('State', { exact: true }).selectOption('ended');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page.getByLabel('End', { exact: true })).toHaveValue('');
  await expect(count(page)).toHaveText(all);
});

test('the keyboard alone shows a doorcode, it opens the lock, and it stays nowhere', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/doorcodes?q=Abigail+Gray');
  const answer = await page.request.get('/api/doorcodes?q=Abigail+Gray');
  const [access] = z.parse(pageSchema(accessRowSchema), await answer.json()).items;
  if (!access) throw new Error('The sandbox shows no doorcode of Abigail Gray.');
  await rows(page).first().focus();
  // Past the tick box and the person's link.
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: access.personName });
  await expect(sheet).toContainText(access.doorName);
  await sheet.getByRole('button', { name: 'Show doorcode' }).focus();
  await page.keyboard.press('Enter');
  const shown = sheet.getByRole('status');
  await expect(shown).toHaveText(/\d{3} \d{4}/);
  const code = (await textOf(shown)).replaceAll(/\D/g, '');
  expect(await office.control.tryDoor(access.doorId, { code })).toMatchObject({ opens: true });

  const kept = await page.evaluate(() => location.href + JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain(code);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(shown).not.toHaveText(/\d/);
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('button', { name: `Doorcode of ${access.personName} for ${access.doorName}` }),
  ).toBeFocused();
});

test('a guest names the host, and the host is one press away', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/guests?state=now');
  const host = rows(page).first().getByRole('link').nth(1);
  const name = await textOf(host);
  await host.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('what was revoked on a person’s page is not active in the list that Back leads to', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const found = await page.request.get('/api/accesses?type=PERMANENT&granter=partner&role=non_resident&state=now');
  const [held] = z.parse(pageSchema(accessRowSchema), await found.json()).items;
  if (!held) throw new Error('The sandbox holds no such access.');
  await open(page, `/accesses?${new URLSearchParams({ q: held.personName, state: 'now' })}`);
  const row = page.locator(`tr[data-key="${held.id}"]`);
  await row.getByRole('link').first().click();
  const access = accessRow(page, held.buildingName, held.doorName);
  await access.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Revoke 1 door' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(access).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/accesses\?/);
  await expect(row).toHaveCount(0);
});
