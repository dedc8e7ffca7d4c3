import { expect, type Page } from '@playwright/test';
import { hydrated, open } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';
import { pickDoors } from './grant-journey.ts';
import { building, makeBundle, setUp } from './unit-journey.ts';

/**
 * Makes what a fresh sandbox lacks, as somebody at a desk would, and answers the addresses of its pages: a plan, a
 * worksheet, a dry run, a change done elsewhere and what its person and door show when asked, bars over time. Units and
 * bundles are in their lists from then on.
 */
export async function makePages(page: Page, control: EmulatorControl): Promise<string[]> {
  await setUp(page);
  await makeBundle(page);
  const [held] = await changeElsewhere(page, control, 1);
  if (!held) throw new Error('The sandbox holds no permanent access of ours.');
  return [
    await planCodes(page, {
      company: 'Clearwater Windows',
      firstName: 'Wen',
      lastName: 'Clearwater',
      email: 'wen@clearwater.example',
      days: ['Monday'],
    }),
    await makeWorksheet(page, held.doorId),
    await makeDryRun(page),
    `/drift/ended/${held.doorId}`,
    `/schedules?door=${held.doorId}`,
    `/schedules?person=${held.personId}`,
    ...['next', 'ended'].map((show) => `/people/${held.personId}?show=${show}`),
    `/people/${held.personId}/statement`,
    ...['next', 'ended'].map((show) => `/doors/${held.doorId}/${show}`),
    `/doors/${held.doorId}/statement`,
  ];
}

type Held = { personId: string; doorId: string; timeZone: string | null };

/**
 * So many permanent accesses of ours are taken away in Mission Control, and the next reading notices. Their doors have
 * a time zone: without one nobody makes a worksheet.
 */
export async function changeElsewhere(page: Page, control: EmulatorControl, count: number): Promise<Held[]> {
  const search = 'state=now&granter=partner&type=PERMANENT&sort=-end&limit=200';
  const { items } = (await (await page.request.get(`/api/accesses?${search}`)).json()) as { items: Held[] };
  const held = items.filter(({ timeZone }) => timeZone !== null).slice(0, count);
  for (const { personId, doorId } of held) await control.revokeElsewhere(personId, doorId);
  await open(page, '/');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByText('without you')).toBeVisible({ timeout: 30_000 });
  return held;
}

type Plan = { company: string; firstName: string; lastName: string; email: string; days: string[] };

/** Plans codes of the laundry for these weekdays, and answers the address of the plan. */
export async function planCodes(page: Page, { company, firstName, lastName, email, days }: Plan): Promise<string> {
  await open(page, '/schedules/plans');
  await page.getByRole('button', { name: 'Plan codes' }).click();
  const sheet = page.getByRole('dialog');
  await pickDoors(sheet, building, ['Laundry']);
  for (const day of days) await sheet.getByRole('checkbox', { name: day }).press('Space');
  await sheet.getByRole('textbox', { name: 'Company' }).fill(company);
  await sheet.getByRole('textbox', { name: 'First name' }).fill(firstName);
  await sheet.getByRole('textbox', { name: 'Last name' }).fill(lastName);
  await sheet.getByRole('textbox', { name: 'Email' }).fill(email);
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
