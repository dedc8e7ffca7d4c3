import { expect, type Locator, type Page } from '@playwright/test';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';
import { accessRow, doorId } from './grant-journey.ts';
import { building, fillNewcomer, makeBundle, Steps, setUp, unitRow } from './unit-journey.ts';

/** Doors of units that are online, which the tests of units leave alone. */
async function homes(control: EmulatorControl) {
  const place = (await control.buildings()).find(({ name }) => name === building);
  const doors = place?.doors.filter((door) => door.name.startsWith('Apt') && door.device && door.isConnected) ?? [];
  return doors.toReversed();
}

async function moveIn(page: Page, row: Locator, first: string, email: string): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: /^Move in:/ }).click();
  const sheet = page.getByRole('dialog');
  await fillNewcomer(page, first, email);
  await sheet.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByRole('button', { name: `Move ${first} Castillo in` }).click();
  await expect(sheet.getByRole('status').filter({ hasText: /^Confirmed for \d doors/ })).toBeVisible();
}

test('a transfer gives the new home, then takes the old one, and leaves the gym', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const [from, to] = await homes(office.control);
  if (!from || !to) throw new Error('The sandbox has no two units with locks that are online.');
  const email = 'tara.castillo@example.com';
  await moveIn(page, await unitRow(page, from.name.replace('Apt ', '')), 'Tara', email);
  const person = await office.control.user(email);
  const gym = await doorId(office.control, building, 'Gym');
  const opens = async (id: string) => (await office.control.tryDoor(id, { userUuid: person?.userUuid ?? '' })).opens;
  expect([await opens(from.uuid), await opens(to.uuid), await opens(gym)]).toEqual([true, false, true]);

  await (await unitRow(page, from.name.replace('Apt ', ''))).getByRole('link').click();
  const tenant = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Tara Castillo' }) });
  const sheet = page.getByRole('dialog');
  await tenant.getByRole('button', { name: 'Invite guest' }).click();
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Gus');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Visits');
  await sheet.getByRole('textbox', { name: 'Email' }).fill('gus.visits@example.com');
  await sheet.getByRole('button', { name: 'Invite Gus Visits' }).click();
  await expect(sheet.getByText(/^Confirmed for/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  await office.control.clearJournal();
  const steps = new Steps();
  await steps.press(tenant.getByRole('button', { name: 'Transfer' }));
  const unitName = to.name.replace('Apt ', '');
  await sheet.getByRole('searchbox').fill(unitName);
  await sheet.getByRole('radio', { name: new RegExp(`^${unitName} ${building}`) }).check();
  await expect(sheet).toContainText(`Tara Castillo can open ${to.name} at once, until 31 Jul 2031, 17:00`);
  await expect(sheet).toContainText(`${from.name}: revoked once OpenKit has confirmed the new home.`);
  await expect(sheet).toContainText('Gus Visits: let in by them, lose it too');
  await steps.press(sheet.getByRole('button', { name: `Transfer to ${unitName}` }));
  await expect(sheet.getByText('Confirmed for 3 changes.')).toBeVisible();
  await expect(sheet.getByRole('link', { name: 'Tasks to finish by hand' })).toBeVisible();
  expect(steps.count).toBe(2);
  const guest = await office.control.user('gus.visits@example.com');
  expect((await office.control.tryDoor(from.uuid, { userUuid: guest?.userUuid ?? '' })).opens).toBe(false);
  expect([await opens(from.uuid), await opens(to.uuid), await opens(gym)]).toEqual([false, true, true]);
  const writes = (await office.control.journal()).filter(({ method }) => method !== 'GET');
  expect(writes.filter(({ applied }) => applied.some(({ doorUuid }) => doorUuid === gym))).toEqual([]);
});

test('a roommate moves in with 3 steps, who holds the gym already, and stays when the first one leaves with 2', async ({
  page,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const [, , shared, other] = await homes(office.control);
  if (!shared || !other) throw new Error('The sandbox has no four units with locks that are online.');
  const [sharedName, otherName] = [shared, other].map(({ name }) => name.replace('Apt ', ''));
  await moveIn(page, await unitRow(page, sharedName ?? ''), 'Rosa', 'rosa.castillo@example.com');
  await moveIn(page, await unitRow(page, otherName ?? ''), 'Otis', 'otis.castillo@example.com');

  const row = await unitRow(page, sharedName ?? '');
  const steps = new Steps();
  await row.hover();
  await steps.press(row.getByRole('button', { name: /^Move in:/ }));
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText(' · with ');
  await fillNewcomer(page, 'Otis', 'otis.castillo@example.com');
  await steps.press(sheet.getByRole('button', { name: 'Continue' }));
  await expect(sheet).toContainText(`Otis Castillo can open ${shared.name} from`);
  await expect(sheet).toContainText(/Gym and Mail Room: held until 31 Jul 2031, .+ already, stays as it is\./);
  await steps.press(sheet.getByRole('button', { name: 'Move Otis Castillo in' }));
  await expect(sheet.getByRole('status').filter({ hasText: 'Confirmed for 1 door' })).toBeVisible();
  expect(steps.count).toBe(3);

  await (await unitRow(page, sharedName ?? '')).getByRole('link').click();
  const rosa = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Rosa Castillo' }) });
  const leaving = new Steps();
  await leaving.press(rosa.getByRole('button', { name: 'Move out', exact: true }));
  await leaving.press(sheet.getByRole('button', { name: 'Move Rosa Castillo out: revoke 3 doors' }));
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('0 doors left in your buildings');
  expect(leaving.count).toBe(2);
  const opens = async (email: string) => {
    const person = await office.control.user(email);
    return (await office.control.tryDoor(shared.uuid, { userUuid: person?.userUuid ?? '' })).opens;
  };
  expect([await opens('rosa.castillo@example.com'), await opens('otis.castillo@example.com')]).toEqual([false, true]);
});

test('the proof of a move-out is asked for again where it failed, and from the page of the operation', async ({
  page,
  office,
}) => {
  test.setTimeout(90_000);
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const [, , , , home] = await homes(office.control);
  if (!home) throw new Error('The sandbox has no five units with locks that are online.');
  const unitName = home.name.replace('Apt ', '');
  const email = 'vito.castillo@example.com';
  await moveIn(page, await unitRow(page, unitName), 'Vito', email);
  const person = await office.control.user(email);

  await (await unitRow(page, unitName)).getByRole('link').click();
  const tenant = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Vito Castillo' }) });
  await tenant.getByRole('button', { name: 'Move out', exact: true }).click();
  const moveOut = page.getByRole('button', { name: 'Move Vito Castillo out: revoke 3 doors' });
  await expect(moveOut).toBeVisible();
  await office.control.addFault({
    match: { method: 'GET', path: `/v1/users/${person?.userUuid}` },
    effect: { type: 'respond', status: 503, json: { message: 'DOWN' } },
  });
  await moveOut.click();
  const proof = page.getByRole('region', { name: 'Proof' });
  await expect(proof).toContainText('Not checked.', { timeout: 30_000 });
  await office.control.clearFaults();
  await proof.getByRole('button', { name: 'Check again' }).click();
  await expect(proof).toContainText(/0 doors left in your buildings, checked \d\d:\d\d/);
  await expect(proof).not.toContainText('Not checked');

  await page.goto('/operations');
  await page.getByRole('link', { name: 'Move Vito Castillo out: 3 doors' }).click();
  await proof.getByRole('button', { name: 'Check what is left' }).click();
  await expect(proof).toContainText(/0 doors left in your buildings, checked \d\d:\d\d/);
  await expect(proof.getByRole('button', { name: 'Check again' })).toBeVisible();
});

test('a bundle that gets a door brings whoever has it in line, at the lock too', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const { place, communal } = await anotherPlace(office.control);
  const [first, second, added] = communal.map(({ name }) => name);
  if (!first || !second || !added) throw new Error(`${place} has no three communal doors that are online.`);
  await importTable(page, 'unit', ['Unit,Building', `Loft 9,${place}`]);
  const doors = [first, second].map((door) => `Shared doors,${place},${door}`);
  await importTable(page, 'bundle', ['Bundle,Building,Door', ...doors]);
  const email = 'alba.castillo@example.com';
  await moveIn(page, await unitRow(page, 'Loft 9', place), 'Alba', email);
  const person = await office.control.user(email);
  const addedId = await doorId(office.control, place, added);
  const opens = async () => (await office.control.tryDoor(addedId, { userUuid: person?.userUuid ?? '' })).opens;
  expect(await opens()).toBe(false);

  await page.goto('/bundles');
  await hydrated(page);
  await page.getByRole('link', { name: 'Shared doors', exact: true }).click();
  await page.getByRole('button', { name: 'Change' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('searchbox', { name: 'Search doors' }).fill(added);
  await sheet.getByRole('checkbox', { name: added }).check();
  await sheet.getByRole('button', { name: 'Save bundle' }).click();
  await expect(sheet).toBeHidden();
  const affected = page.getByRole('region', { name: 'Affected' });
  await expect(affected.getByRole('listitem').filter({ hasText: 'Alba Castillo' })).toContainText(`gets ${added}`);
  await affected.getByRole('button', { name: 'Bring 1 person in line' }).click();
  await expect(affected).toContainText('Everyone who has this bundle holds what it says.');
  expect(await opens()).toBe(true);

  await page.getByRole('button', { name: 'Take out' }).click();
  await page.getByRole('button', { name: 'Take Shared doors out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bundles' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Shared doors', exact: true })).toHaveCount(0);
  expect(await opens()).toBe(true);
});

test('revoking all leaves the door of their own home, unless that is ticked', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  await makeBundle(page);
  const home = (await homes(office.control)).at(5);
  if (!home) throw new Error('The sandbox has no six units with locks that are online.');
  const email = 'rhea.castillo@example.com';
  await moveIn(page, await unitRow(page, home.name.replace('Apt ', '')), 'Rhea', email);
  const person = await office.control.user(email);
  const gym = await doorId(office.control, building, 'Gym');
  const opens = async (id: string) => (await office.control.tryDoor(id, { userUuid: person?.userUuid ?? '' })).opens;
  await page.goto(`/people/${person?.userUuid}`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Revoke all 2 doors' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('checkbox', { name: `Their home too: ${home.name}` })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Revoke all 2 doors' }).click();
  await expect(accessRow(page, building, 'Gym')).toBeHidden();
  await expect(accessRow(page, building, home.name)).toContainText('Active');
  expect([await opens(gym), await opens(home.uuid)]).toEqual([false, true]);
});

/** A building where the tests of units do nothing, with communal doors that are online. */
async function anotherPlace(control: EmulatorControl) {
  for (const { name: place, doors } of await control.buildings()) {
    const online = doors.filter((door) => door.device && door.isConnected && door.type === 'DOOR');
    const communal = online.filter(({ name }) => !name.startsWith('Apt'));
    if (place !== building && communal.length >= 3) return { place, communal };
  }
  throw new Error('The sandbox has no second building with three communal doors that are online.');
}

/**
 * Makes one unit or bundle from a table. A unit has no private door in it: whoever held that would live there at once.
 */
async function importTable(page: Page, noun: 'unit' | 'bundle', rows: string[]): Promise<void> {
  await page.goto(`/${noun}s`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Import' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Table', { exact: true }).fill(rows.join('\n'));
  await sheet.getByRole('button', { name: 'Check rows' }).click();
  await sheet.getByRole('button', { name: `Import 1 ${noun}` }).click();
  await expect(sheet).toBeHidden();
}
