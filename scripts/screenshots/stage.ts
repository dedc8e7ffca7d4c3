import type { Page } from '@playwright/test';
import * as z from 'zod/mini';
import { accessRowSchema } from '#lib/schemas/access-row';
import { pageSchema } from '#lib/schemas/page';
import type { EmulatorControl } from '../../e2e/fixtures/emulator-control.ts';
import { chooseDoors, findSomebody, submitGrant } from '../../e2e/grant-journey.ts';

/** The building most pictures are of: its doors and people have everyday names. */
export const building = 'Juniper Hall';

type Offline = { building: string; doors: string[] };

/** Opens an address and waits until its buttons work. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector('html[data-hydrated]');
}

/** Something is under way, waits for a lock, is set up, to be done or changed elsewhere: each page has what to show. */
export async function stage(page: Page, control: EmulatorControl): Promise<void> {
  await giveAtOfflineLocks(page, await offlineDoors(control));
  await adoptUnits(page);
  await makeBundle(page);
  await moveIn(page, { first: 'Nadia', last: 'Castillo', email: 'nadia.castillo@example.com' });
  await moveIn(page, { first: 'Otto', last: 'Lindqvist', email: null });
  await planCodes(page);
  await changeElsewhere(page, control);
}

async function offlineDoors(control: EmulatorControl): Promise<Offline> {
  for (const { name, doors } of await control.buildings()) {
    const names = doors.filter((door) => door.isConnected === false && door.device && door.type === 'DOOR');
    if (names.length >= 2) return { building: name, doors: names.slice(0, 2).map((door) => door.name) };
  }
  throw new Error('The sandbox has no building with two offline locks.');
}

async function giveAtOfflineLocks(page: Page, offline: Offline): Promise<void> {
  await findSomebody(page, 'rossi', offline.building);
  await chooseDoors(page, offline.building, offline.doors);
  await submitGrant(page, offline.doors.length);
  const row = page.getByRole('region', { name: offline.building }).getByRole('listitem');
  await row
    .filter({ hasText: offline.doors[0] ?? '' })
    .getByText('Waiting for sync')
    .waitFor();
}

async function adoptUnits(page: Page): Promise<void> {
  await open(page, '/units');
  await page.getByRole('button', { name: 'Adopt from doors' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building' }).selectOption({ label: building });
  await sheet.getByRole('button', { name: /^Adopt \d+ units$/ }).click();
  await sheet.waitFor({ state: 'hidden' });
}

async function makeBundle(page: Page): Promise<void> {
  await open(page, '/bundles');
  await page.getByRole('button', { name: 'New bundle' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building of the bundle' }).selectOption({ label: building });
  await sheet.getByRole('textbox', { name: 'Name' }).fill('Amenities');
  for (const door of ['Gym', 'Mail Room', 'Roof Deck']) {
    await sheet.getByRole('searchbox', { name: 'Search doors' }).fill(door);
    await sheet.getByRole('checkbox', { name: door }).check();
  }
  await sheet.getByRole('button', { name: 'Save bundle' }).click();
  await page.getByRole('heading', { level: 1, name: 'Amenities' }).waitFor();
}

/** Into the first vacant unit. Without an email, and for a keycard, a person has to do the rest. */
async function moveIn(page: Page, who: { first: string; last: string; email: string | null }): Promise<void> {
  await open(page, '/units?state=vacant');
  const row = page.locator('tr[data-row]').first();
  await row.hover();
  await row.getByRole('button', { name: /^Move in:/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill(who.first);
  await sheet.getByRole('textbox', { name: 'Last name' }).fill(who.last);
  if (who.email) await sheet.getByRole('textbox', { name: 'Email' }).fill(who.email);
  else await sheet.getByRole('checkbox', { name: 'They have no email address' }).check();
  await sheet.getByLabel('First day of the lease').fill('2026-01-01');
  await sheet.getByLabel('Last day', { exact: false }).last().fill('2031-07-31');
  await sheet.getByRole('checkbox', { name: /keycard/i }).check();
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByRole('button', { name: `Move ${who.first} ${who.last} in` }).click();
  await sheet.getByText(/^Confirmed for \d+ doors?|^The lease is noted/).waitFor();
}

async function planCodes(page: Page): Promise<void> {
  await open(page, '/schedules/plans');
  await page.getByRole('button', { name: 'Plan codes' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Building' }).selectOption({ label: building });
  await sheet.getByRole('searchbox', { name: 'Search doors' }).fill('laundry');
  await sheet
    .getByRole('group', { name: building })
    .getByRole('option', { name: /^Laundry/ })
    .click();
  for (const day of ['Tuesday', 'Friday']) await sheet.getByRole('checkbox', { name: day }).press('Space');
  await sheet.getByRole('textbox', { name: 'Company' }).fill('Brightside Cleaning');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Bright');
  await sheet.getByRole('textbox', { name: 'Email' }).fill('ada@brightside.example');
  await sheet.getByRole('button', { name: 'Plan these codes' }).click();
  await page.waitForURL(/\/schedules\/plans\/[0-9a-f-]{36}/);
}

/** Somebody takes a few accesses away in Mission Control, and the next reading notices. */
async function changeElsewhere(page: Page, control: EmulatorControl): Promise<void> {
  const answer = await page.request.get('/api/accesses?state=now&granter=partner&type=PERMANENT&sort=-end&limit=3');
  for (const { personId, doorId } of z.parse(pageSchema(accessRowSchema), await answer.json()).items) {
    await control.revokeElsewhere(personId, doorId);
  }
  await open(page, '/');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('without you').waitFor();
}
