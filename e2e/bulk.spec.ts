import { expect, type Page } from '@playwright/test';
import { hydrated, open, type RunningConsole, signInAs, test } from './fixtures/console.ts';
import { doorId } from './grant-journey.ts';
import { Steps, setUp, unitRow } from './unit-journey.ts';

const building = 'Juniper Hall';
const door = 'Gym';

/** Pastes a table of people, each for the gym, and leads to its dry run. */
async function pastePeople(page: Page, emails: string[]): Promise<void> {
  await open(page, '/operations/onboarding');
  const lines = emails.map((email) => `Robin,${email.split('@')[0]},${email},${building},${door}`);
  await page.getByLabel('Table of people').fill(['First name,Last name,Email,Building,Doors', ...lines].join('\n'));
  await page.getByRole('button', { name: `Make a dry run for ${emails.length} pe` }).click();
  await expect(page.getByText('A dry run: nothing has been sent yet.')).toBeVisible();
  await hydrated(page);
}

const peopleNamed = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`);

async function told(office: RunningConsole, emails: string[]): Promise<number[]> {
  return Promise.all(emails.map(async (email) => (await office.control.outbox(email)).length));
}

test.afterEach(({ office }) => office.control.clearFaults());

test('many are moved in with four steps: paste, look at the columns, dry run, apply', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const steps = new Steps();
  await steps.press(page.getByRole('link', { name: 'Give access to many' }));
  await hydrated(page);
  const text = [
    'Last name,First name,E-mail,Property,Unit or door,Lease end',
    `Onboard,Ida,ida.onboard@example.com,${building},${door},2031-07-31`,
    `Onboard,Ole,ole.onboard@example.com,${building},${door},`,
    'Onboard,Nil,,,,',
    `Onboard,Ida,ida.onboard@example.com,${building},${door},`,
  ].join('\n');
  // 1. Paste.
  await page.getByLabel('Table of people').fill(text);
  // 2. The columns are guessed; the one with an unusual name is said.
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('2');
  await page.getByLabel('Unit, bundle or doors').selectOption({ label: 'Unit or door' });
  // 3. The dry run.
  await steps.press(page.getByRole('button', { name: 'Make a dry run for 4 people' }));
  await expect(page.getByText('2 grants')).toBeVisible();
  await expect(page.getByText('2 rows, each with its reason')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'The same person is already in line 2.' })).toBeVisible();
  expect(await told(office, ['ida.onboard@example.com'])).toEqual([0]);
  await hydrated(page);
  // 4. Apply.
  await steps.press(page.getByRole('button', { name: 'Give access to 2 people' }));
  await expect(page.getByText('Confirmed for 2 doors.')).toBeVisible();
  // Looking at the columns needs no press.
  expect(steps.count).toBe(3);

  expect(await told(office, ['ida.onboard@example.com', 'ole.onboard@example.com'])).toEqual([1, 1]);
  const gym = await doorId(office.control, building, door);
  const ida = await office.control.user('ida.onboard@example.com');
  expect(await office.control.tryDoor(gym, { userUuid: ida?.userUuid ?? '' })).toMatchObject({ opens: true });
  expect(ida?.accesses[0]?.endTime).toMatch(/^2031-0[78]-/);
});

test('a large operation is paused, resumed and stopped; what was not sent never is', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const emails = peopleNamed('pausing', 60);
  await pastePeople(page, emails);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'delay', beforeMs: 700 },
  });
  await page.getByRole('button', { name: 'Give access to 60 people' }).click();
  await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused: nothing more is sent until someone resumes it.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop the rest' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Stop \d+ doors?$/ })
    .click();
  await office.control.clearFaults();
  await expect(page.getByText(/^Confirmed for \d+ of 60 doors\.$|^Not confirmed for any door\.$/)).toBeVisible();

  const sent = (await told(office, emails)).filter((count) => count > 0).length;
  expect(sent).toBeLessThan(60);
  const shown = (await page.getByText(/^Confirmed for|^Not confirmed/).textContent()) ?? '';
  expect(Number(/(\d+) of 60/.exec(shown)?.[1] ?? 0)).toBe(sent);
});

test('what failed is sent again, on the failed doors alone, and leads back to where it failed', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const emails = peopleNamed('again', 2);
  await pastePeople(page, emails);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'TRY_LATER' } },
    times: 1,
  });
  await page.getByRole('button', { name: 'Give access to 2 people' }).click();
  await expect(page.getByText('Confirmed for 1 of 2 doors.')).toBeVisible();
  const failed = page.url();
  await page.getByRole('button', { name: 'Send 1 failed door again' }).click();
  await expect(page.getByText('Confirmed for 1 door.')).toBeVisible();
  expect(await told(office, emails)).toEqual([1, 1]);
  await page.getByRole('link', { name: 'What failed here' }).click();
  await page.waitForURL(failed);
  await expect(page.getByText('Confirmed for 1 of 2 doors.')).toBeVisible();
  await expect(page.getByRole('button', { name: /again/ })).toHaveCount(0);
});

test('chosen accesses are extended; one that somebody changed meanwhile is left to a person, with both versions', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const emails = peopleNamed('longer', 2);
  await pastePeople(page, emails);
  await page.getByRole('button', { name: 'Give access to 2 people' }).click();
  await expect(page.getByText('Confirmed for 2 doors.')).toBeVisible();

  await open(page, '/accesses?q=longer');
  await page.getByRole('checkbox', { name: /longer-0/ }).check();
  await page.getByRole('checkbox', { name: /longer-1/ }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Extend' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('All on the same day').click();
  await sheet.getByLabel('Last day').fill('2032-01-31');
  await sheet.getByRole('button', { name: 'Make a dry run' }).click();
  await expect(page.getByText('2 changes')).toBeVisible();
  await hydrated(page);

  const gym = await doorId(office.control, building, door);
  const first = await office.control.user(emails[0] ?? '');
  await office.control.moveEndElsewhere(first?.userUuid ?? '', gym, '2028-05-01T12:00:00.000Z');
  await page.getByRole('button', { name: 'Extend 2 doors' }).click();
  await expect(page.getByText('A person has to look at this.')).toBeVisible();
  await expect(page.getByText('the access was changed elsewhere in the meantime')).toBeVisible();
  await expect(page.getByText(/1 May 2028/)).toBeVisible();
  await expect(page.getByText(/1 Feb 2032/)).toBeVisible();
  await page.getByRole('button', { name: /^Keep what is there/ }).click();
  await expect(page.getByText('Confirmed for 1 of 2 doors.')).toBeVisible();

  const ends = await Promise.all(emails.map(async (email) => (await office.control.user(email))?.accesses[0]?.endTime));
  expect(ends[0]).toMatch(/^2028-05-01/);
  expect(ends[1]).toMatch(/^2032-0[12]-/);
});

test('chosen people lose their doors: dry run, progress, and the lock stays shut; whoever was not chosen keeps theirs', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const emails = peopleNamed('revoked', 3);
  await pastePeople(page, emails);
  await page.getByRole('button', { name: 'Give access to 3 people' }).click();
  await expect(page.getByText('Confirmed for 3 doors.')).toBeVisible();
  const gym = await doorId(office.control, building, door);
  const opens = async () =>
    Promise.all(
      emails.map(async (email) => {
        const userUuid = (await office.control.user(email))?.userUuid ?? '';
        return (await office.control.tryDoor(gym, { userUuid })).opens;
      }),
    );
  expect(await opens()).toEqual([true, true, true]);

  await open(page, '/people?q=revoked');
  await page.getByRole('checkbox', { name: /revoked-0/ }).check();
  await page.getByRole('checkbox', { name: /revoked-1/ }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('2 revocations')).toBeVisible();
  await expect(page.getByText('A dry run: nothing has been sent yet.')).toBeVisible();
  expect(await opens()).toEqual([true, true, true]);
  await hydrated(page);
  await page.getByRole('button', { name: 'Revoke 2 doors' }).click();
  await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Confirmed for 2 doors.')).toBeVisible();
  expect(await opens()).toEqual([false, false, true]);

  await open(page, '/accesses?q=revoked-2');
  await page.getByRole('checkbox', { name: /revoked-2/ }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('1 revocation')).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(page.getByText('Confirmed for 1 door.')).toBeVisible();
  expect(await opens()).toEqual([false, false, false]);
});

test('a table with units moves people in: the lease stands on the page of the unit', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  await setUp(page);
  const home = (await office.control.buildings())
    .find(({ name }) => name === building)
    ?.doors.filter((one) => one.name.startsWith('Apt') && one.device && one.isConnected)
    .at(-2);
  if (!home) throw new Error('No unit has a lock that is online.');
  const unitName = home.name.replace('Apt ', '');
  await open(page, '/operations/onboarding');
  const line = `Tabea,Moves,tabea.moves@example.com,${building},${unitName},2031-07-31`;
  await page
    .getByLabel('Table of people')
    .fill(['First name,Last name,Email,Building,Unit,Lease end', line].join('\n'));
  await page.getByRole('button', { name: 'Make a dry run for 1 person' }).click();
  await expect(page.getByText(`Lease of ${unitName}:`)).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: 'Give access to 1 person' }).click();
  await expect(page.getByText('Confirmed for 1 door.')).toBeVisible();
  const tabea = await office.control.user('tabea.moves@example.com');
  expect(await office.control.tryDoor(home.uuid, { userUuid: tabea?.userUuid ?? '' })).toMatchObject({ opens: true });
  await (await unitRow(page, unitName)).getByRole('link').click();
  const tenant = page
    .getByRole('region', { name: 'Household' })
    .getByRole('listitem')
    .filter({ hasText: 'Tabea Moves' });
  await expect(tenant).toContainText('31 Jul 2031');
  await expect(tenant).toContainText('As the lease says');
});
