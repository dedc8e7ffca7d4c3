import { expect, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { type AccessRow, accessRowSchema } from '#lib/schemas/access-row';
import { diagnosisSchema } from '#lib/schemas/diagnosis';
import { pageSchema } from '#lib/schemas/page';
import { violations } from './expect-nothing.ts';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import type { EmulatorControl } from './fixtures/emulator-control.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'It doesn’t work' });
const checkOf = (page: Page, name: string) =>
  sheetOf(page)
    .getByRole('list', { name: 'What was checked' })
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) });
const aloud = (page: Page) => sheetOf(page).getByRole('region', { name: 'Read aloud' });

/** A door of the building whose lock is there but offline. */
async function offlineDoor(control: EmulatorControl): Promise<{ building: string; uuid: string; name: string }> {
  for (const { name: of, doors } of await control.buildings()) {
    const found = doors.find((door) => door.isConnected === false && door.device && door.type !== 'ELEVATOR');
    if (found) return { building: of, uuid: found.uuid, name: found.name };
  }
  throw new Error('Every lock of the sandbox is connected.');
}

test('an access that starts later: by keyboard to the reason, the sentence to read aloud and the next step', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'martin', building);
  await chooseDoors(page, building, ['Mail Room']);
  const form = page.getByRole('dialog');
  await form.getByRole('group', { name: 'Starts' }).getByRole('radio', { name: 'At a day and time' }).check();
  await form.getByRole('spinbutton', { name: /year/i }).first().fill('2031');
  await submitGrant(page, 1);
  await page.getByRole('link', { name: /^Next/ }).click();
  const row = accessRow(page, building, 'Mail Room');
  await expect(row).toContainText('Scheduled');
  const door = await doorId(office.control, building, 'Mail Room');
  expect(await office.control.tryDoor(door, { userUuid: person.id })).toMatchObject({ opens: false });

  const opener = row.getByRole('button', { name: 'It doesn’t work: Mail Room' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(checkOf(page, 'Time')).toContainText('This is why');
  await expect(aloud(page)).toContainText(/Your access to Mail Room starts on .* 2031/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();

  await page.keyboard.press('Enter');
  const give = sheetOf(page).getByRole('button', { name: 'Give access to this door' });
  await give.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: `Give ${person.name} access` })).toContainText('Mail Room');
});

test('an offline lock: the address to compare, whom Latch wrote to, and what OpenKit cannot do', async ({
  page,
  office,
}) => {
  const door = await offlineDoor(office.control);
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'patel', door.building);
  await chooseDoors(page, door.building, [door.name]);
  await submitGrant(page, 1);
  const row = accessRow(page, door.building, door.name);
  await expect(row).toContainText('Waiting for sync');
  expect(await office.control.tryDoor(door.uuid, { userUuid: person.id })).toMatchObject({ opens: false });

  await row.getByRole('button', { name: `It doesn’t work: ${door.name}` }).click();
  await expect(checkOf(page, 'Connection')).toContainText('May be why');
  await expect(aloud(page)).toContainText('is offline and may not know about your access yet');
  await expect(checkOf(page, 'Address')).toContainText(person.email);
  await expect(checkOf(page, 'Message from Latch')).toContainText(`an invite to ${person.email}`);
  await expect(sheetOf(page)).toContainText('An invite cannot be sent again');
  await sheetOf(page).getByRole('link', { name: 'Open the door’s page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: door.name })).toBeVisible();

  // The same from the door's page, of whoever stands in its list.
  await page.goto(`/doors/${door.uuid}?${new URLSearchParams({ q: person.email })}`);
  await hydrated(page);
  await page.getByRole('button', { name: `It doesn’t work: ${person.name}` }).click();
  await expect(aloud(page)).toContainText('is offline and may not know about your access yet');
  await page.keyboard.press('Escape');
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('OpenKit does not say who unlocked a door and when.')).toBeVisible();
});

test('a door they were never given is named by whoever calls, and is told apart from one they have', async ({
  page,
}) => {
  await signInAs(page, 'Maya Owens');
  await findSomebody(page, 'silva', building);
  await page.getByRole('button', { name: 'It doesn’t work', exact: true }).click();
  await sheetOf(page)
    .getByRole('combobox', { name: /building/i })
    .selectOption({ label: building });
  await sheetOf(page).getByRole('searchbox', { name: 'Search doors' }).fill('Gym');
  await sheetOf(page).getByRole('list', { name: 'Doors' }).getByRole('button', { name: 'Gym' }).first().click();
  await expect(checkOf(page, 'Access')).toContainText('No access to this door');
  await expect(aloud(page)).toContainText('You have no access to Gym.');
});

/** Somebody with a code for one day against which nothing speaks. */
async function soundCode(page: Page): Promise<AccessRow> {
  const codes = await page.request.get('/api/doorcodes?day=today&limit=200');
  const { items } = z.parse(pageSchema(accessRowSchema), await codes.json());
  for (const access of items.filter(({ passcodeType, state }) => passcodeType === 'DAILY' && state === 'active')) {
    const answer = await page.request.get(`/api/diagnosis?person=${access.personId}&door=${access.doorId}`);
    const { next } = z.parse(diagnosisSchema, await answer.json());
    if (next.button?.kind === 'reveal') return access;
  }
  throw new Error('The sandbox has no sound code for today.');
}

test('a code that should work leads to the doorcodes, with the focus', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const { personId, doorName } = await soundCode(page);
  await page.goto(`/people/${personId}`);
  await hydrated(page);
  await page
    .getByRole('button', { name: `It doesn’t work: ${doorName}` })
    .first()
    .click();
  await expect(aloud(page)).toContainText('seven digits');
  await sheetOf(page).getByRole('button', { name: 'Go to the doorcodes' }).click();
  await expect(sheetOf(page)).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Doorcodes' })).toBeFocused();
});
