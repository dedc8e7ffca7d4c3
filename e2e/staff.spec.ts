import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../server/launcher/embedded-postgres/start.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { hydrated, open, type RunningConsole, signInAs, signInByForm, test } from './fixtures/console.ts';

const password = 'a sentence that only I would think of';

test('invite, choose a password, set up the authenticator, sign in with its code and with a recovery code', async ({
  page,
  browser,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const email = 'nora.new@gatehouse.example';
  const link = await invite(page, { name: 'Nora New', email, role: 'Leasing agent', building: 'Juniper Hall' });
  const mine = await freshPage(browser, office);

  await mine.goto(link);
  await hydrated(mine);
  await expect(mine).toHaveURL(`${office.url}/choose-password`);
  await expect(mine.getByText(email)).toBeVisible();
  await mine.getByLabel('Password').fill('password password password');
  await mine.getByRole('button', { name: 'Choose this password' }).click();
  await expect(mine.getByText(/one of the first that people guess/)).toBeVisible();
  await mine.getByLabel('Password').fill(password);
  await mine.getByRole('button', { name: 'Choose this password' }).click();
  await expect(mine.getByRole('heading', { level: 1 })).toHaveText('Overview');
  await expect(mine.getByRole('link', { name: 'Activity' })).toHaveCount(0);

  await mine.goto('/settings/account');
  await mine.getByRole('link', { name: 'Set up an authenticator' }).click();
  await hydrated(mine);
  const { app, recoveryCodes } = await AuthenticatorApp.setUp(mine);
  await expect(mine.getByText('Set up', { exact: true })).toBeVisible();

  await signOut(mine);
  await typePassword(mine, email);
  await mine.getByLabel('Code').fill('000000');
  await mine.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(mine.getByText(/code is not right/)).toBeVisible();
  await mine.getByLabel('Code').fill(app.code());
  await mine.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(mine.getByRole('navigation', { name: 'Menu' }).first()).toBeVisible();

  for (const [attempt, isIn] of [
    [0, true],
    [0, false],
  ] as const) {
    await signOut(mine);
    await typePassword(mine, email);
    await mine.getByLabel('Code').fill(recoveryCodes[attempt] ?? '');
    await mine.getByRole('button', { name: 'Sign in', exact: true }).click();
    if (isIn) await expect(mine.getByRole('navigation', { name: 'Menu' }).first()).toBeVisible();
    else await expect(mine.getByText(/code is not right/)).toBeVisible();
  }

  await mine.goto(link);
  await hydrated(mine);
  await expect(mine.getByText('This link has been used or has expired.')).toBeVisible();
  await mine.context().close();
});

test('S11 a change of role acts at once on open tabs; leaving ends them', async ({ page, browser, office }) => {
  await signInAs(page, 'Maya Owens');
  const email = 'rob.role@gatehouse.example';
  const link = await invite(page, { name: 'Rob Role', email, role: 'Building manager', building: 'Juniper Hall' });
  const his = await freshPage(browser, office);
  await his.goto(link);
  await hydrated(his);
  await his.getByLabel('Password').fill(password);
  await his.getByRole('button', { name: 'Choose this password' }).click();
  await his.getByRole('link', { name: 'Activity' }).click();
  await expect(his.getByRole('heading', { level: 1 })).toHaveText('Activity');

  await menuOf(page, 'Rob Role', 'Change role and places');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /Leasing agent/ })
    .check();
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
  await expect(page.getByText('It applies from their next request.')).toBeVisible();
  await his.reload();
  await expect(his.getByRole('link', { name: 'Doors' }).first()).toBeVisible();
  await expect(his.getByRole('link', { name: 'Activity' })).toHaveCount(0);
  expect((await his.request.get('/api/activity')).status()).toBe(404);

  await menuOf(page, 'Rob Role', 'They are leaving');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /End their access/ })
    .click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Rob Role' })).toContainText('Left');
  expect((await his.request.get('/api/people')).status()).toBe(401);
  await his.reload();
  await expect(his).toHaveURL(/\/sign-in/);
  await his.context().close();
});

test('a locked screen answers nobody, in any tab, until the same person unlocks it; another may sign in', async ({
  page,
  context,
}) => {
  await signInAs(page, 'Lena Ortiz');
  const other = await context.newPage();
  await other.goto('/people');
  const before = await sessionCookie(context);
  await page.goto('/doors');
  await hydrated(page);
  await page.getByRole('button', { name: /Lena Ortiz/ }).click();
  await page.getByRole('menuitem', { name: 'Lock this screen' }).click();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  expect((await other.request.get('/api/people')).status()).toBe(401);
  await other.reload();
  await expect(other.getByRole('heading', { name: 'Locked' })).toBeVisible();

  await hydrated(page);
  await page.getByLabel('Password').fill('not the password at all');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Password').fill('every door in the sandbox');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page).toHaveURL(/\/doors$/);
  await hydrated(page);
  expect(await sessionCookie(context), 'a new session id').not.toBe(before);

  await page.getByRole('button', { name: /Lena Ortiz/ }).click();
  await page.getByRole('menuitem', { name: 'Lock this screen' }).click();
  await hydrated(page);
  await page.getByRole('button', { name: 'Sign in as someone else' }).click();
  await signInByForm(page, 'Bruno Keller');
  await expect(page.getByRole('button', { name: /Bruno Keller/ })).toBeVisible();
  await other.close();
});

test('one’s sessions are listed and ended, one by one and all together', async ({ page, browser, office }) => {
  await signInAs(page, 'Lena Ortiz');
  const phone = await browser.newContext({
    baseURL: office.url,
    userAgent: 'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0',
  });
  const other = await phone.newPage();
  await signInAs(other, 'Lena Ortiz');
  const isIn = async () => (await other.request.get('/api/people')).status();
  expect(await isIn()).toBe(200);

  await open(page, '/settings/account');
  await page.getByRole('button', { name: 'End session of Firefox on Android' }).click();
  await expect(page.getByText('Firefox on Android')).toHaveCount(0);
  expect(await isIn()).toBe(401);
  expect((await page.request.get('/api/people')).status(), 'no other one is ended').toBe(200);

  await signInAs(other, 'Lena Ortiz');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^End \d+ sessions?$/ })
    .click();
  await page.waitForURL(/\/sign-in/);
  expect(await isIn()).toBe(401);
  await phone.close();
});

test('a sensitive act asks for a fresh proof, goes on where it was, and gives the session a new id', async ({
  page,
  context,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  await page.goto('/settings/staff');
  await hydrated(page);
  await ageProofs(office);
  const before = await sessionCookie(context);
  await openInvitation(page, { name: 'Sam Step', email: 'sam.step@gatehouse.example', role: 'Auditor' });
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const question = page.getByRole('dialog', { name: 'Is it still you?' });
  await question.getByLabel('Your password').fill('wrong');
  await question.getByRole('button', { name: 'Continue' }).click();
  await expect(question.getByText('This is not your password.')).toBeVisible();
  await question.getByLabel('Your password').fill('every door in the sandbox');
  await question.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/choose-password#token=/)).toBeVisible();
  expect(await sessionCookie(context)).not.toBe(before);
  await page.getByRole('button', { name: 'Done' }).click();

  await ageProofs(office);
  await menuOf(page, 'Sam Step', 'New link to choose a password');
  await question.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByText(/Confirm that it is you/)).toBeVisible();
});

type Invitation = { name: string; email: string; role: string };

async function openInvitation(page: Page, { name, email, role }: Invitation): Promise<void> {
  await page.getByRole('button', { name: 'Invite staff' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill(name);
  await sheet.getByLabel('Email').fill(email);
  await sheet.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
}

/** Invites somebody and resolves to their link. */
async function invite(page: Page, { building, ...given }: Invitation & { building: string }): Promise<string> {
  await page.goto('/settings/staff');
  await hydrated(page);
  await openInvitation(page, given);
  await page.getByRole('dialog').getByRole('checkbox', { name: building }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await page.getByText(/choose-password#token=/).textContent();
  await page.getByRole('button', { name: 'Done' }).click();
  return link ?? '';
}

async function menuOf(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function typePassword(page: Page, email: string): Promise<void> {
  await hydrated(page);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
}

async function signOut(page: Page): Promise<void> {
  await hydrated(page);
  await page.getByRole('button', { name: /Nora New/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
}

async function freshPage(browser: Browser, office: RunningConsole): Promise<Page> {
  const context = await browser.newContext({ baseURL: office.url });
  return context.newPage();
}

async function sessionCookie(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === 'gatehouse.session')?.value;
}

/** As if eleven minutes had passed since anybody proved who they are. */
async function ageProofs(office: RunningConsole): Promise<void> {
  // Joins the one the launcher runs.
  const { ownerUrl } = await startEmbeddedPostgres(office.dataDir);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`update session set proved_at = proved_at - interval '11 minutes'`);
  await client.end();
}
