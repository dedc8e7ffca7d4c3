import { expect } from '@playwright/test';
import { hydrated, open, signInAs, signInByForm, test } from './fixtures/console.ts';
import { accessRow, chooseDoors, doorId, findSomebody, submitGrant } from './grant-journey.ts';

const building = 'Juniper Hall';

test('a session that ends in mid-form takes nothing along: sign in beside it, send, and it is given once', async ({
  page,
  context,
  office,
}) => {
  const email = 'mid.form@example.com';
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await hydrated(page);
  await chooseDoors(page, building, ['Garage', 'Laundry']);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Mid');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Form');
  await sheet.getByRole('textbox', { name: /email/i }).fill(email);
  await context.clearCookies();

  await submitGrant(page, 2);
  // What looks for the typed email may say so as well, in a sentence of its own.
  await expect(sheet.getByText('Your session has ended.', { exact: true })).toBeVisible();
  expect(await office.control.user(email)).toBeNull();
  const [beside] = await Promise.all([
    context.waitForEvent('page'),
    sheet.getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ]);
  await signInByForm(beside, 'Maya Owens');
  await beside.close();

  await expect(sheet.getByRole('textbox', { name: 'Last name' })).toHaveValue('Form');
  await expect(sheet.getByRole('textbox', { name: /email/i })).toHaveValue(email);
  await submitGrant(page, 2);
  await expect(sheet.getByText('Confirmed: access to 2 doors.')).toBeVisible();
  expect(await office.control.outbox(email)).toHaveLength(1);
});

test('a page older than the server is told so, keeps what was typed, and sends nothing', async ({ page, office }) => {
  const email = 'old.page@example.com';
  await signInAs(page, 'Maya Owens');
  await page.goto('/people');
  await hydrated(page);
  // What a page of the version before would send: the name of an action this server does not have.
  await page.route('**/people', (route) =>
    route.request().method() === 'POST'
      ? route.continue({ headers: { ...route.request().headers(), 'next-action': '40'.padEnd(42, '0') } })
      : route.continue(),
  );
  await page.getByRole('button', { name: /Maya Owens/ }).click();
  await page.getByRole('menuitem', { name: 'Lock this screen' }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText(
    'The screen is not locked: sign out instead. Gatehouse was updated since this page was opened.',
  );
  await page.getByRole('button', { name: 'Close notice' }).click();
  await chooseDoors(page, building, ['Garage']);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Old');
  await sheet.getByRole('textbox', { name: 'Last name' }).fill('Page');
  await sheet.getByRole('textbox', { name: /email/i }).fill(email);
  await submitGrant(page, 1);
  await expect(sheet.getByText('Gatehouse was updated since this page was opened.')).toBeVisible();
  await expect(sheet.getByRole('textbox', { name: /email/i })).toHaveValue(email);
  expect(await office.control.user(email)).toBeNull();

  // Whoever leaves the desk is signed out all the same.
  await page.keyboard.press('Escape');
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'gatehouse.session');
  await page.getByRole('button', { name: /Maya Owens/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  const copy = { cookie: `gatehouse.session=${cookie?.value}` };
  expect((await fetch(new URL('/api/people', page.url()), { headers: copy })).status).toBe(401);
});

test('a tab that was left open shows what happened since as soon as somebody looks at it again', async ({
  page,
  context,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'cooper', building);
  await chooseDoors(page, building, ['Laundry']);
  await submitGrant(page, 1);
  await expect(accessRow(page, building, 'Laundry')).toContainText('Active');
  const other = await context.newPage();
  await other.goto(`/people/${person.id}`);
  await hydrated(other);
  await accessRow(other, building, 'Laundry').getByRole('checkbox').check();
  await other.getByRole('button', { name: 'Revoke 1 door' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Revoke 1 door' }).click();
  await expect(accessRow(other, building, 'Laundry')).toBeHidden();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(accessRow(page, building, 'Laundry')).toBeHidden();
  expect(await office.control.user(person.email)).not.toBeNull();
});

test('a refusal with a message nobody documented is quoted, with the request ID, and nothing is shown as done', async ({
  page,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const person = await findSomebody(page, 'hughes', building);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'DOOR_SLEEPS_ON_SUNDAYS' } },
    times: 1,
  });
  await chooseDoors(page, building, ['Garage']);
  await submitGrant(page, 1);
  const notice = page.getByRole('alert').filter({ hasText: 'No access given: Garage.' });
  await expect(notice).toContainText('DOOR_SLEEPS_ON_SUNDAYS');
  await expect(accessRow(page, building, 'Garage')).toBeHidden();
  const garage = await doorId(office.control, building, 'Garage');
  const held = (await office.control.user(person.email))?.accesses.map(({ doorUuid }) => doorUuid);
  expect(held).not.toContain(garage);
  await notice.getByRole('link', { name: 'See the operation' }).click();
  await expect(page.getByText('DOOR_SLEEPS_ON_SUNDAYS').first()).toBeVisible();
  await expect(page.getByText(/[0-9a-f]{8}-[0-9a-f-]{27}/).first()).toBeVisible();
});

test('a sheet whose code does not come takes nothing of the page along', async ({ page }) => {
  await signInAs(page, 'Maya Owens');
  await open(page, '/people');
  const code = /\/_next\/static\/.*\.js/;
  await page.route(code, (route) => route.abort());
  await page.getByRole('button', { name: 'Saved views' }).click();
  const alarm = page.getByRole('alert').filter({ hasText: 'the rest of the page still works' });
  await expect(alarm).toBeVisible();
  await page.getByRole('searchbox', { name: /search people/i }).fill('delgado');
  await expect(page.locator('tr[data-row]').first()).toContainText(/delgado/i);
  // Nor do the words for a reason: that is told, with the id to pass on.
  const refusal = { error: { code: 'invalid', params: { reason: 'cursor_foreign' }, requestId: 'id-to-pass-on' } };
  await page.route('**/api/people?*', (route) => route.fulfill({ status: 400, json: refusal }));
  await page.getByRole('searchbox', { name: /search people/i }).fill('delgad');
  await expect(page.getByText('Gatehouse could not fetch the words for what happened.')).toBeVisible();
  await expect(page.getByText('id-to-pass-on')).toBeVisible();
  await page.unroute('**/api/people?*');

  await page.unroute(code);
  await Promise.all([page.waitForEvent('load'), alarm.getByRole('button', { name: 'Load the page again' }).click()]);
  await hydrated(page);
  await expect(alarm).toBeHidden();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});
