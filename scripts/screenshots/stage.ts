import type { Page } from '@playwright/test';
import { open } from '../../e2e/fixtures/console.ts';
import type { EmulatorControl } from '../../e2e/fixtures/emulator-control.ts';
import { chooseDoors, findSomebody, submitGrant } from '../../e2e/grant-journey.ts';
import { changeElsewhere, planCodes } from '../../e2e/made-pages.ts';
import { building, makeBundle, setUp } from '../../e2e/unit-journey.ts';

type Offline = { building: string; doors: string[] };

/** Something is under way, waits for a lock, is set up, to be done or changed elsewhere: each page has what to show. */
export async function stage(page: Page, control: EmulatorControl): Promise<void> {
  await giveAtOfflineLocks(page, await offlineDoors(control));
  await setUp(page);
  await makeBundle(page, { name: 'Amenities', building, doors: ['Gym', 'Mail Room', 'Roof Deck'] });
  await moveIn(page, { first: 'Nadia', last: 'Castillo', email: 'nadia.castillo@example.com' });
  await moveIn(page, { first: 'Otto', last: 'Lindqvist', email: null });
  await planCodes(page, {
    company: 'Brightside Cleaning',
    firstName: 'Ada',
    lastName: 'Bright',
    email: 'ada@brightside.example',
    days: ['Tuesday', 'Friday'],
  });
  await changeElsewhere(page, control, 3);
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
