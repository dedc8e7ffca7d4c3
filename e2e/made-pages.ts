import { expect, type Page } from '@playwright/test';
import { hydrated, open } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';
import { building, makeBundle, setUp } from './unit-journey.ts';

/**
 * Makes what a fresh sandbox lacks, as somebody at a desk would, and answers the addresses of its pages: a plan, a
 * worksheet, a dry run, a change done elsewhere, bars over time. Units and bundles are in their lists from then on.
 */
export async function makePages(page: Page, control: EmulatorControl): Promise<string[]> {
  await setUp(page);
  await makeBundle(page);
  const held = await changeElsewhere(page, control);
  return [
    await makePlan(page),
    await makeWorksheet(page, held.doorId),
    await makeDryRun(page),
    `/drift/ended/${held.doorId}`,
    `/schedules?door=${held.doorId}`,
    `/schedules?person=${held.personId}`,
    `/people/${held.personId}/statement`,
    `/doors/${held.doorId}/statement`,
  ];
}

async function changeElsewhere(page: Page, control: EmulatorControl): Promise<{ personId: string; doorId: string }> {
  const answer = await page.request.get('/api/accesses?state=now&granter=partner&type=PERMANENT&sort=-end&limit=1');
  const { items } = (await answer.json()) as { items: { personId: string; doorId: string }[] };
  const [held] = items;
  if (!held) throw new Error('The sandbox holds no permanent access of ours.');
  await control.revokeElsewhere(held.personId, held.doorId);
  await open(page, '/');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByText('without you')).toBeVisible({ timeout: 30_000 });
  return held;
}

async function makePlan(page: Page): Promise<string> {
  await open(page, '/schedules/plans');
  await page.getByRole('button', { name: 'Plan codes' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building' }).selectOption({ label: building });
  await sheet.getByRole('searchbox', { name: 'Search doors' }).fill('laundry');
  await sheet
    .getByRole('group', { name: building })
    .getByRole('option', { name: /^Laundry/ })
    .click();
  await sheet.getByRole('checkbox', { name: 'Monday' }).press('Space');
  await sheet.getByRole('textbox', { name: 'Company' }).fill('Clearwater Windows');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Wen');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Clearwater');
  await sheet.getByRole('textbox', { name: 'Email' }).fill('wen@clearwater.example');
  await sheet.getByRole('button', { name: 'Plan these codes' }).click();
  await page.waitForURL(/\/schedules\/plans\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function makeWorksheet(page: Page, doorId: string): Promise<string> {
  await open(page, `/schedules/certify?doors=${doorId}`);
  await page.getByRole('button', { name: 'Certify doors' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the worksheet' }).click();
  await page.waitForURL(/\/schedules\/certify\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function makeDryRun(page: Page): Promise<string> {
  await open(page, '/operations/onboarding');
  const table = [
    'First name,Last name,Email,Building,Doors',
    `Robin,Dry,robin.dry@example.com,${building},Gym`,
    'No,One,,,',
  ];
  await page.getByLabel('Table of people').fill(table.join('\n'));
  await page.getByRole('button', { name: 'Make a dry run for 2 people' }).click();
  await expect(page.getByText('A dry run: nothing has been sent yet.')).toBeVisible();
  await hydrated(page);
  return new URL(page.url()).pathname;
}
