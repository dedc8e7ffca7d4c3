import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import pg from 'pg';
import type { Role } from '../lib/permissions.ts';
import { createDb } from '../server/db/pool.ts';
import { formatCode } from '../server/emulator/world/doorcode.ts';
import { startEmbeddedPostgres } from '../server/launcher/embedded-postgres/start.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { hydrated, liveCredentials, liveOwner, startLive } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { consoleRoutes } from './fixtures/routes.ts';
import { signInAs } from './fixtures/sign-in-as.ts';
import { accessRow, chooseDoors, doorId, findSomebody, revealCode, submitGrant } from './grant-journey.ts';
import { severalAtOnce } from './several-at-once.ts';

type Live = Awaited<ReturnType<typeof startLive>>;

const root = path.join(import.meta.dirname, '..');

test('S19 the first journey in live mode, and no secret, token or code in clear anywhere', async ({
  page,
  context,
  browser,
}) => {
  test.setTimeout(180_000);
  const live = await startLive();
  const seen: string[] = [];
  context.on('response', async (answer) => {
    seen.push(answer.url());
    seen.push(await answer.text().catch(() => ''));
  });
  try {
    await page.goto(`${live.url}/sign-in`);
    await hydrated(page);
    await expect(page.getByText(/sandbox/i)).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Email' }).fill(liveOwner.email);
    await page.getByLabel('Password').fill(liveOwner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // Without an authenticator nothing but setting one up works.
    await page.waitForURL((url) => url.pathname === '/authenticator');
    expect((await page.request.get(`${live.url}/api/people`)).status()).toBe(401);
    await page.goto(`${live.url}/people`);
    await page.waitForURL((url) => url.pathname === '/authenticator');
    await hydrated(page);
    const { app, recoveryCodes } = await AuthenticatorApp.setUp(page);
    await page.waitForURL((url) => url.pathname === '/people');
    await hydrated(page);

    // The first reading came upon a maintenance page: nobody is told that the company is empty.
    await expect(page.getByText('OpenKit has not been read in full yet')).toBeVisible();
    await expect(page.getByText(/an unreadable page three times\. Gatehouse tries again/)).toBeVisible();
    await expect(page.getByText('Nobody has access yet')).toHaveCount(0);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByRole('grid', { name: 'people' })).toBeVisible({ timeout: 30_000 });

    const building = 'Canal Lofts';
    const person = await findSomebody(page, 'a', building, live.url);
    await chooseDoors(page, building, ['Gym']);
    await submitGrant(page, 1);
    await expect(accessRow(page, building, 'Gym')).toContainText('Active');
    const isShownOnce = (text: string) => [app.secret, ...recoveryCodes].some((code) => text.includes(code));
    const beforeReveal = seen.length;
    const code = await revealCode(page, building, 'Gym');
    const gym = await doorId(live.control, building, 'Gym');
    expect(await live.control.tryDoor(gym, { code })).toMatchObject({ opens: true });
    const reveals = seen.slice(beforeReveal).filter((text) => text.includes(code));
    await page.goto(`${live.url}/people`);
    await page.goBack();
    await hydrated(page);

    const read: string[] = [];
    for (const role of ['owner', 'leasing_agent', 'auditor'] as const) {
      read.push(...(await everyPage(browser, live, { role, building })));
    }
    expect(read.length).toBeGreaterThan(200);
    const codes = codesOf(live, building);
    expect(codes.size).toBeGreaterThan(50);
    const numbers = read.flatMap((text) => text.match(/(?<![0-9a-f])\d{7}(?![0-9a-f])/g) ?? []);
    expect(numbers.filter((number) => codes.has(number)).length, 'doorcodes on pages').toBe(0);

    // The answer of the reveal itself is the one place a code may stand; the authenticator’s secret and
    // recovery codes stand in those of their making.
    const elsewhere = seen.filter((text) => !reveals.includes(text) && !isShownOnce(text));
    const held = (await live.control.user(person.email))?.accesses.map((access) => access.code) ?? [];
    const canaries = [
      liveCredentials.clientSecret,
      liveOwner.password,
      app.secret,
      ...recoveryCodes,
      ...live.secrets,
      ...(await context.cookies()).filter(({ name }) => name.startsWith('gatehouse.')).map(({ value }) => value),
      ...live.emulator.emulator.tokens.issued(),
      ...held.filter((value) => value !== null),
    ];
    expect(canaries.length).toBeGreaterThan(18);
    const places = {
      answers: elsewhere.join('\n'),
      'pages of every role': read.join('\n'),
      page: await page.content(),
      storage: await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
      bundle: filesIn(path.join(root, '.next/static')),
      logs: filesIn(live.dataDir, /\.log$/),
      database: await dumpDatabase(live.dataDir),
    };
    for (const [place, text] of Object.entries(places)) {
      const found = canaries.filter((canary) => contains(text, canary));
      expect(
        found.map((canary) => canary.length),
        `secrets in ${place}`,
      ).toEqual([]);
    }
  } finally {
    await live.stop();
  }
});

/** Of everybody with a door there. */
function codesOf({ emulator }: Live, building: string): Set<string> {
  const doors = [...emulator.emulator.world.buildings.values()].find(({ name }) => name === building)?.doors ?? [];
  return new Set(doors.flatMap((door) => door.accesses.map(({ code }) => formatCode(code))));
}

type Member = { role: Role; building: string };

/** What somebody of this role, with an authenticator, is answered on every page, as a document and for the router. */
async function everyPage(browser: Browser, live: Live, { role, building }: Member): Promise<string[]> {
  const [place] = await query<{ id: string }>(live, 'select id from building where name = $1', [building]);
  const db = createDb((await startEmbeddedPostgres(live.dataDir)).url);
  const buildingIds = role === 'owner' ? [] : [place?.id ?? ''];
  const [secret = ''] = live.secrets;
  const { cookie, staffId } = await signInAs(db, { role, buildingIds }, { url: live.url, secret });
  await db.$client.end();
  await query(live, `insert into totp_factor (staff_id, sealed_secret, confirmed_at) values ($1, 'x', now())`, [
    staffId,
  ]);
  const context = await browser.newContext({ baseURL: live.url });
  await context.addCookies([{ ...cookie, url: live.url }]);
  const answers: string[] = [];
  await severalAtOnce(await consoleRoutes(context), async (route) => {
    for (const rsc of ['0', '1']) {
      const answer = await context.request.get(route, { headers: { rsc } });
      if (answer.ok()) answers.push(await answer.text());
    }
  });
  await context.close();
  return answers;
}

/** A seven-digit code inside a longer number or id is not that code. */
const contains = (text: string, canary: string): boolean =>
  /^\d{7}$/.test(canary) ? new RegExp(`(?<![0-9a-f])${canary}(?![0-9a-f])`).test(text) : text.includes(canary);

function filesIn(folder: string, name = /./): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && name.test(file.name))
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'latin1'))
    .join('\n');
}

/** Every row of every table, jobs included, as text. */
async function dumpDatabase(dataDir: string): Promise<string> {
  // Joins the one the launcher runs.
  const { ownerUrl } = await startEmbeddedPostgres(dataDir);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'jobs')`);
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    rows.push(...found.rows.map(({ row }) => row));
  }
  await client.end();
  return rows.join('\n');
}
