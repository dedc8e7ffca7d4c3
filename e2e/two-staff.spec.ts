import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { hydrated, type RunningConsole, signInAs, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';
import { makeBundle } from './unit-journey.ts';

/** Somebody else at another desk. */
async function deskOf(browser: Browser, office: RunningConsole, name: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: office.url });
  const page = await context.newPage();
  await signInAs(page, name);
  return page;
}

/** A connected communal door of the building that everybody of the sandbox holds. */
async function sharedDoor(page: Page): Promise<{ building: string; door: string }> {
  const answer = await page.request.get('/api/doors?q=gym&connection=connected&limit=1');
  const { items } = (await answer.json()) as { items: { name: string; buildingName: string }[] };
  const [found] = items;
  if (!found) throw new Error('The colleague holds no connected gym.');
  return { building: found.buildingName, door: found.name };
}

async function openChange(page: Page, building: string, door: string) {
  await accessRow(page, building, door).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Change 1 door' }).click();
  return page.getByRole('dialog');
}

test('two desks on one person: who came first is named, theirs is not overwritten, and both are seen', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  const colleague = await deskOf(browser, office, 'Priya Nair');
  const { building, door } = await sharedDoor(colleague);
  const person = await findSomebody(page, 'flores', building);
  await chooseDoors(page, building, [door]);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, door)).toContainText('Active');
  const id = await doorId(office.control, building, door);
  const endTime = async () =>
    (await office.control.user(person.email))?.accesses.find((one) => one.doorUuid === id)?.endTime;

  // Maya has the form open while Priya sets an end.
  const mine = await openChange(page, building, door);
  await colleague.goto(`/people/${person.id}`);
  await hydrated(colleague);
  const theirs = await openChange(colleague, building, door);
  await theirs.getByRole('group', { name: 'End' }).getByRole('radio', { name: 'At a day and time' }).check();
  await theirs.getByRole('spinbutton', { name: /year/i }).fill('2031');
  await theirs.getByRole('button', { name: 'Change 1 door' }).click();
  await expect(accessRow(colleague, building, door)).toContainText(/to .* 2031/);
  await expect(accessRow(colleague, building, door)).toContainText('Active');
  const kept = await endTime();

  await mine.getByRole('group', { name: /share/ }).getByRole('radio', { name: 'Yes' }).check();
  await mine.getByRole('button', { name: 'Change 1 door' }).click();
  const told = mine.getByRole('alert');
  await expect(told).toContainText(`Priya Nair changed ${door} at`);
  await expect(told).toContainText(/You saw: Never ends.* Now: Ends .* 2031/);
  expect(await endTime()).toBe(kept);
  // What was chosen is still there; sent again with open eyes, it keeps the end.
  await expect(mine.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await mine.getByRole('button', { name: 'Change 1 door' }).click();
  await expect(accessRow(page, building, door)).toContainText('may be shared');
  await expect(accessRow(page, building, door)).toContainText(/to .* 2031/);
  expect(await endTime()).toBe(kept);

  // Priya's page still shows what Maya revokes.
  await accessRow(page, building, door).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Revoke 1 door' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(accessRow(page, building, door)).toBeHidden();
  await accessRow(colleague, building, door).getByRole('checkbox').check();
  await colleague.getByRole('button', { name: 'Revoke 1 door' }).click();
  await colleague.getByRole('alertdialog').getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(colleague.getByText(`Maya Owens revoked ${door} at`)).toBeVisible();
  await expect(accessRow(colleague, building, door)).toBeHidden();
  await colleague.context().close();
});

test('two desks giving the same door at once: the second is told who is at it, and one invite leaves', async ({
  page,
  browser,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const colleague = await deskOf(browser, office, 'Priya Nair');
  const { building, door } = await sharedDoor(colleague);
  const person = await findSomebody(page, 'gomez', building);
  const before = (await office.control.outbox(person.email)).length;
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'delay', beforeMs: 4000 },
    times: 1,
  });
  await chooseDoors(page, building, [door]);
  await colleague.goto('/people');
  await chooseDoors(colleague, building, [door]);
  const form = colleague.getByRole('dialog');
  const [firstName = '', ...rest] = person.name.split(' ');
  await form.getByRole('textbox', { name: 'First name' }).fill(firstName);
  await form.getByRole('textbox', { name: 'Last name' }).fill(rest.join(' '));
  await form.getByRole('textbox', { name: /email/i }).fill(person.email);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, door)).toContainText(/sending/i);
  await submitGrant(colleague, 1);
  await expect(form.getByText('Maya Owens is giving the same access right now')).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'First name' })).toHaveValue(firstName);
  await expect(accessRow(page, building, door)).toContainText('Active');
  expect(await office.control.outbox(person.email)).toHaveLength(before + 1);
  await colleague.context().close();
});

test('two desks on one bundle: the later save undoes nothing unseen, keeps what was typed and says what is there now', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  const colleague = await deskOf(browser, office, 'Priya Nair');
  const { building, door } = await sharedDoor(colleague);
  await makeBundle(page, { name: 'Terrace', building, doors: [door] });
  await colleague.goto(page.url());
  await hydrated(colleague);
  const added = 'Mail Room';
  const tick = async (sheet: Locator) => {
    await sheet.getByRole('searchbox', { name: 'Search doors' }).fill(added);
    await sheet.getByRole('checkbox', { name: added }).check();
  };

  // Maya has the form open to rename it while Priya adds a door.
  await page.getByRole('button', { name: 'Change bundle' }).click();
  const mine = page.getByRole('dialog');
  const name = mine.getByRole('textbox', { name: 'Name' });
  await name.fill('Roof terrace');
  await colleague.getByRole('button', { name: 'Change bundle' }).click();
  const theirs = colleague.getByRole('dialog');
  await tick(theirs);
  await theirs.getByRole('button', { name: 'Save bundle' }).click();
  await expect(theirs).toBeHidden();

  await mine.getByRole('button', { name: 'Save bundle' }).click();
  const told = mine.getByRole('alert').filter({ hasText: /\w/ });
  await expect(told).toContainText('Someone changed this while you had it open.');
  await expect(told).toContainText(`Unlike yours, it is called “Terrace” and has ${added}.`);
  const [now] = await Promise.all([
    page.waitForEvent('popup'),
    mine.getByRole('link', { name: 'Open Terrace as it is now in a new tab' }).click(),
  ]);
  await expect(now.getByRole('heading', { level: 1, name: 'Terrace' })).toBeVisible();
  await expect(now.getByRole('link', { name: added })).toBeVisible();
  await now.close();
  await expect(name).toHaveValue('Roof terrace');
  await tick(mine);
  await mine.getByRole('button', { name: 'Save bundle' }).click();
  await expect(mine).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Roof terrace' })).toBeVisible();
  await expect(page.getByRole('link', { name: added })).toBeVisible();
  await colleague.context().close();
});
