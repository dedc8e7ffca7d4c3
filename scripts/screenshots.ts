// `npm run docs:screenshots`: the pictures of README and guides, of the real product on a fresh sandbox.
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import * as z from 'zod/mini';
import { buildingRowSchema } from '#lib/schemas/building';
import { pageSchema } from '#lib/schemas/page';
import { open, startSandbox } from '../e2e/fixtures/console.ts';
import { chooseDoors, pickDoors } from '../e2e/grant-journey.ts';
import { building } from '../e2e/unit-journey.ts';
import { findChromium } from './find-chromium.mjs';
import { listPictures, ofOneBuilding, type stagedPictures } from './screenshots/pictures.ts';
import { stage } from './screenshots/stage.ts';

/** `npm run docs:screenshots -- certify`: these alone; none = all. */
const wanted = process.argv.slice(2);
const folder = path.join(import.meta.dirname, '..', 'public/guide');

const sandbox = await startSandbox();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
});
const context = await browser.newContext({
  baseURL: sandbox.url,
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
});
const page = await context.newPage();

await open(page, '/sign-in');
await page.getByRole('button', { name: 'Sign in as Maya Owens' }).click();
await page.waitForURL((url) => url.pathname === '/');
await stage(page, sandbox.control);

const buildingId = await idOf(building);
for (const [name, address] of Object.entries(listPictures)) {
  await open(page, ofOneBuilding.has(name) ? `${address}?building=${buildingId}` : address);
  await take(name);
}

await open(page, '/accesses?changes=waiting');
for (const box of await page.locator('tr[data-row]').getByRole('checkbox').all()) await box.check();
await picture('waiting');

await openFirst('/activity');
await page.getByRole('dialog').waitFor();
await picture('activity-entry');

await open(page, `/buildings/${buildingId}`);
await picture('building');
await openFirst(`/doors?building=${buildingId}&q=gym`);
await page.waitForURL(/\/doors\/.+/);
await picture('door');

await open(page, '/operations/onboarding');
await page
  .getByLabel('Table of people')
  .fill(
    [
      'First name\tLast name\tEmail\tBuilding\tDoors\tLast day',
      `Ida\tMoreau\tida.moreau@example.com\t${building}\tAmenities\t2027-11-30`,
      `Ole\tBergström\tole.bergstrom@example.com\t${building}\tAmenities\t2027-11-30`,
      `Priya\tShah\tpriya.shah@example.com\t${building}\tAmenities, Bike Room\t2027-08-31`,
    ].join('\n'),
  );
await picture('onboarding');
await page.getByRole('button', { name: 'Make a dry run for 3 people' }).click();
await page.waitForURL(/dry-runs/);
await picture('dry-run');

await openFirst('/operations');
await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
await picture('operation');
await openFirst(`/units?building=${buildingId}`);
await page.waitForURL(/\/units\/.+/);
await picture('unit');

await open(page, '/doorcodes');
await page.getByRole('button', { name: 'Day code' }).click();
await pickDoors(page.getByRole('dialog'), building, ['Gym']);
await picture('day-code');

// A vendor shows most: codes, windows with an end, several doors.
await openFirst('/accesses?role=non_resident&state=now&q=nguyen');
await page.waitForURL(/\/people\/.+/);
await picture('person');
await chooseDoors(page, building, ['Bike Room']);
const sheet = page.getByRole('dialog');
// The search has been answered: the list is short, and what stands below it fits.
await expect(sheet.getByRole('group', { name: building }).getByRole('option')).toHaveCount(1);
await sheet.getByLabel('What is it for?').scrollIntoViewIfNeeded();
await picture('give-access');
await page.keyboard.press('Escape');
await page
  .getByRole('button', { name: /^It doesn’t work: / })
  .first()
  .click();
await page.getByRole('region', { name: 'Read aloud' }).waitFor();
await picture('it-doesnt-work');

await openFirst(`/doors?building=${buildingId}&q=gym`);
await page.waitForURL(/\/doors\/.+/);
await page.getByRole('link', { name: 'Certify this door' }).click();
await page.waitForURL(/certify/);
await page.waitForSelector('html[data-hydrated]');
await page.getByRole('button', { name: 'Certify doors' }).click();
await page.getByRole('button', { name: 'Make the worksheet' }).click();
await page.getByRole('list', { name: 'Accesses' }).waitFor();
await page.getByRole('radio', { name: 'Keep' }).first().click({ force: true });
await page.getByText('1 of').waitFor();
await page.getByRole('radio', { name: 'End' }).nth(1).click({ force: true });
await page.getByText('2 of').waitFor();
await picture('certify');

await browser.close();
await sandbox.stop();

async function idOf(name: string): Promise<string> {
  const answer = await page.request.get(`/api/buildings?q=${encodeURIComponent(name)}&limit=1`);
  const { items } = z.parse(pageSchema(buildingRowSchema), await answer.json());
  return items[0]?.id ?? '';
}

/** Opens the first row of a list. */
async function openFirst(list: string): Promise<void> {
  await open(page, list);
  await page.locator('tr[data-row]').first().focus();
  await page.keyboard.press('Enter');
}

function picture(name: (typeof stagedPictures)[number]): Promise<void> {
  return take(name);
}

async function take(name: string): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  await page.waitForSelector('html[data-hydrated]');
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`public/guide/${name}.png`);
}
