import { expect, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import { buildingRowSchema } from '#lib/schemas/building';
import { pageSchema } from '#lib/schemas/page';
import { type PersonRow, personRowSchema } from '#lib/schemas/person';
import { hydrated, signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, pickDoors, submitGrant } from './grant-journey.ts';

async function people(page: Page, q: string): Promise<PersonRow[]> {
  const answer = await page.request.get(`/api/people?limit=200&q=${q}`);
  return z.parse(pageSchema(personRowSchema), await answer.json()).items;
}

async function openPerson(page: Page, id: string): Promise<void> {
  await page.goto(`/people/${id}`);
  await hydrated(page);
}

const held = (page: Page) => page.getByRole('region', { name: 'Access', exact: true }).getByRole('listitem');

test('a person with 300 accesses is shown whole, and can still be given another', async ({ page, office }) => {
  test.setTimeout(180_000);
  await signInAs(page, 'Maya Owens');
  const somebody = (await people(page, 'price')).find(({ email }) => email);
  if (!somebody) throw new Error('The sandbox has nobody called Price.');
  const all = (await office.control.buildings())
    .flatMap((building) => building.doors.map((door) => ({ ...door, building: building.name })))
    .filter(({ device, type }) => device && type === 'DOOR');
  const doors = all.slice(0, 300);
  expect(doors).toHaveLength(300);
  const before = (await office.control.user(somebody.email ?? ''))?.accesses ?? [];
  const another = all
    .slice(300)
    .find(({ uuid, name, isConnected }) => name === 'Gym' && isConnected && !before.some((a) => a.doorUuid === uuid));
  if (!another) throw new Error('The sandbox has no connected gym beyond its first 300 doors.');
  const [firstName = '', lastName = ''] = somebody.name.split(' ');
  await office.control.grantPastTheConsole(
    { firstName, lastName, email: somebody.email ?? '' },
    doors.map(({ uuid }) => uuid),
  );
  // Opening the page has the person read anew.
  await openPerson(page, somebody.id);
  await expect.poll(() => held(page).count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(300);
  await expect(page.getByRole('link', { name: /^Now/ })).toContainText(/3\d\d/);
  expect(await office.control.tryDoor(another.uuid, { userUuid: somebody.id })).toMatchObject({ opens: false });
  await page.getByRole('button', { name: 'Give access', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Has access already').first()).toBeVisible();
  await pickDoors(sheet, another.building, [another.name]);
  await submitGrant(page, 1);
  await expect(accessRow(page, another.building, another.name)).toContainText('Active');
  expect(await office.control.tryDoor(another.uuid, { userUuid: somebody.id })).toMatchObject({ opens: true });
});

test('a person whose last access was taken away has a page that says so and offers the way on', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const somebody = (await people(page, 'bell')).find(({ activeDoors, email }) => activeDoors > 0 && email !== null);
  if (!somebody) throw new Error('The sandbox has nobody called Bell.');
  const accesses = (await office.control.user(somebody.email ?? ''))?.accesses ?? [];
  for (const doorUuid of new Set(accesses.filter(({ revoked }) => revoked === null).map((one) => one.doorUuid))) {
    await office.control.revokeElsewhere(somebody.id, doorUuid);
  }
  await openPerson(page, somebody.id);
  await expect(page.getByRole('link', { name: /^Now/ })).toHaveText('Now0');
  await expect(held(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Give access', exact: true })).toBeVisible();
});

test('somebody without an email address is refused permanent access with the reason, and nothing is sent', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const somebody = (await people(page, '')).find(({ email, phone }) => email === null && phone !== null);
  if (!somebody) throw new Error('The sandbox has no guest without an email address on its first page.');
  await openPerson(page, somebody.id);
  await chooseDoors(page, 'Juniper Hall', ['Gym']);
  const calls = (await office.control.journal()).filter(({ method }) => method === 'POST').length;
  await submitGrant(page, 1);
  await expect(
    page
      .getByRole('dialog')
      .getByText(/needs an email address/i)
      .first(),
  ).toBeVisible();
  expect((await office.control.journal()).filter(({ method }) => method === 'POST')).toHaveLength(calls);
});

test('a building whose time zone nobody knows takes no code for a day, and says why', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  const answer = await page.request.get('/api/buildings?limit=200');
  const zoneless = z
    .parse(pageSchema(buildingRowSchema), await answer.json())
    .items.find((one) => one.timeZone === null);
  if (!zoneless) throw new Error('Every building of the sandbox has a time zone.');
  await page.goto(`/buildings/${zoneless.id}`);
  await expect(page.getByText(/no time zone/i).first()).toBeVisible();
  await page.goto(`/people?building=${zoneless.id}`);
  await hydrated(page);
  await chooseDoors(page, zoneless.name, ['Gym']);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Day');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Visitor');
  await sheet.getByRole('textbox', { name: /email/i }).fill('day.visitor@example.com');
  await sheet.getByRole('radio', { name: /today only/i }).check();
  await submitGrant(page, 1);
  await expect(sheet.getByText(/time zone/i).first()).toBeVisible();
  await expect(sheet.getByRole('button', { name: 'Give access to 1 door' })).toBeVisible();
});
