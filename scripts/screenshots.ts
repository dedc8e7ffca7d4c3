// `npm run docs:screenshots`: the pictures of README and guides, of the real product on a fresh sandbox.
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { accessRowSchema } from '#lib/schemas/access-row';
import { pageSchema } from '#lib/schemas/page';
import { startSandbox } from '../e2e/fixtures/console.ts';
import { accessRow, chooseDoors, findSomebody, submitGrant } from '../e2e/grant-journey.ts';
import { findChromium } from './find-chromium.mjs';
import { listPictures, type stagedPictures } from './screenshots/pictures.ts';

const folder = path.join(import.meta.dirname, '..', 'public/guide');

const sandbox = await startSandbox();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
});
const context = await browser.newContext({
  baseURL: sandbox.url,
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
});
const page = await context.newPage();

await page.goto('/sign-in');
await ready(page);
await page.getByRole('button', { name: 'Sign in as Maya Owens' }).click();
await page.waitForURL((url) => url.pathname === '/');

// Something is under way, and two locks have not heard of it: else half of the pages have nothing to show.
const offline = await offlineDoors();
await findSomebody(page, 'rossi', offline.building);
await chooseDoors(page, offline.building, offline.doors);
await submitGrant(page, offline.doors.length);
await accessRow(page, offline.building, offline.doors[0] ?? '')
  .getByText('Waiting for sync')
  .waitFor();

await changeElsewhere();
await adoptUnits('Juniper Hall');

for (const [name, address] of Object.entries(listPictures)) {
  await page.goto(address);
  await take(name);
}

await page.goto('/accesses?state=waiting');
await ready(page);
for (const box of await page.locator('tr[data-row]').getByRole('checkbox').all()) await box.check();
await picture('waiting');

await page.goto('/activity');
await openFirst(page);
await page.getByRole('dialog').waitFor();
await picture('activity-entry');

await page.goto('/buildings');
await openFirst(page);
await page.waitForURL(/\/buildings\/.+/);
await picture('building');
await page.goto('/doors?q=laundry&sort=-name');
await openFirst(page);
await page.waitForURL(/\/doors\/.+/);
await picture('door');

// A vendor shows most: codes, windows with an end, several doors.
await page.goto('/accesses?role=non_resident&state=now&q=nguyen');
await openFirst(page);
await page.waitForURL(/\/people\/.+/);
await picture('person');
await page.getByRole('button', { name: 'Give access' }).first().click();
await page.getByRole('listbox', { name: 'Doors' }).getByRole('option').first().waitFor();
await page.getByRole('listbox', { name: 'Doors' }).getByRole('option', { disabled: false }).first().click();
await picture('give-access');
await page.keyboard.press('Escape');
await page
  .getByRole('button', { name: /^It doesn’t work: / })
  .first()
  .click();
await page.getByRole('region', { name: 'Read aloud' }).waitFor();
await picture('it-doesnt-work');

await browser.close();
await sandbox.stop();

async function offlineDoors(): Promise<{ building: string; doors: string[] }> {
  for (const { name, doors } of await sandbox.control.buildings()) {
    const names = doors.filter((door) => door.isConnected === false && door.device && door.type === 'DOOR');
    if (names.length >= 2) return { building: name, doors: names.slice(0, 2).map((door) => door.name) };
  }
  throw new Error('The sandbox has no building with two offline locks.');
}

/** A building's units from the names of its doors, with whoever lives there. */
async function adoptUnits(building: string): Promise<void> {
  await page.goto('/units');
  await ready(page);
  await page.getByRole('button', { name: 'Adopt from doors' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building' }).selectOption({ label: building });
  await sheet.getByRole('button', { name: /^Adopt \d+ units$/ }).click();
  await sheet.waitFor({ state: 'hidden' });
}

/** Somebody takes a few accesses away in Mission Control, and the next reading notices. */
async function changeElsewhere(): Promise<void> {
  const answer = await page.request.get('/api/accesses?state=now&granter=partner&type=PERMANENT&sort=-end&limit=3');
  for (const { personId, doorId } of z.parse(pageSchema(accessRowSchema), await answer.json()).items) {
    await sandbox.control.revokeElsewhere(personId, doorId);
  }
  await page.goto('/');
  await ready(page);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('without you').waitFor();
}

async function openFirst(shown: Page): Promise<void> {
  await ready(shown);
  await shown.locator('tr[data-row]').first().focus();
  await shown.keyboard.press('Enter');
}

function picture(name: (typeof stagedPictures)[number]): Promise<void> {
  return take(name);
}

async function take(name: string): Promise<void> {
  await ready(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`public/guide/${name}.png`);
}

function ready(shown: Page): Promise<unknown> {
  return shown.waitForSelector('html[data-hydrated]');
}
