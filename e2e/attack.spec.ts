import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type APIRequestContext, type APIResponse, type Browser, expect, type Page } from '@playwright/test';
import pg from 'pg';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../server/launcher/embedded-postgres/start.ts';
import { hydrated, type RunningConsole, signInAs, test } from './fixtures/console.ts';

const manifest = z.object({ node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()) })) });
const file = path.join(import.meta.dirname, '../.next/server/server-reference-manifest.json');

/** Every server action of the build: its id, and a page that carries it. */
function builtActions(): { id: string; page: string }[] {
  const { node } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(node).map(([id, { workers }]) => ({ id, page: addressOf(Object.keys(workers)[0] ?? '') }));
}

/** `app/(console)/people/[id]/page` → `/people/<an id>`. */
const addressOf = (worker: string): string =>
  worker
    .replace(/^app/, '')
    .replace(/\/(page|route)$/, '')
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\/\[\[\.\.\.[^\]]+\]\]/g, '')
    .replace(/\[[^\]]+\]/g, '00000000-0000-4000-8000-000000000000') || '/';

const rubbish = [
  '[]',
  '[{}]',
  '[null]',
  '["x"]',
  '[{"role":"owner","scope":"all"}]',
  '[{"__proto__":{"role":"owner"}}]',
  '{',
  '',
];

const post = (
  request: APIRequestContext,
  url: string,
  id: string,
  data: string,
  headers: Record<string, string> = {},
) =>
  request.post(url, {
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component', ...headers },
    data: Buffer.from(data),
    maxRedirects: 0,
    failOnStatusCode: false,
  });

const isDone = (text: string): boolean => text.includes('"ok":true');

async function writesIn(office: RunningConsole): Promise<number> {
  return (await office.control.journal()).filter(({ method }) => method !== 'GET').length;
}

async function query<T extends pg.QueryResultRow>(office: RunningConsole, text: string): Promise<T[]> {
  // Joins the one the launcher runs.
  const { ownerUrl } = await startEmbeddedPostgres(office.dataDir);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

async function asStranger(browser: Browser, office: RunningConsole, cookie?: string): Promise<APIRequestContext> {
  const context = await browser.newContext({ baseURL: office.url });
  if (cookie) await context.addCookies([{ name: 'gatehouse.session', value: cookie, url: office.url }]);
  return context.request;
}

test('S04 every action id of the build, by nobody, by a forged session and with rubbish: nothing happens', async ({
  browser,
  office,
}) => {
  const actions = builtActions();
  expect(actions.length).toBeGreaterThan(30);
  const before = { writes: await writesIn(office), staff: await query(office, 'select count(*) from staff') };
  for (const cookie of [undefined, 'forged']) {
    const request = await asStranger(browser, office, cookie);
    for (const { id, page } of actions) {
      for (const data of rubbish) {
        const answer = await post(request, page, id, data);
        expect(isDone(await answer.text()), `${page} ${id} ${data}`).toBe(false);
      }
    }
  }
  expect({ writes: await writesIn(office), staff: await query(office, 'select count(*) from staff') }).toEqual(before);
});

test('S04 every action id of the build, by a role that may least and with rubbish: nothing happens', async ({
  page,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Arthur Webb');
  const before = await writesIn(office);
  for (const { id, page: address } of builtActions()) {
    for (const data of rubbish.filter((each) => each !== '[{}]' && each !== '[]')) {
      const answer = await post(page.request, address, id, data);
      expect(isDone(await answer.text()), `${address} ${id} ${data}`).toBe(false);
    }
  }
  expect(await writesIn(office)).toBe(before);
});

test('S08 an action posted from elsewhere is refused, whatever cookie comes with it', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const { id, page: address } = builtActions().find((action) => action.page === '/settings/account') ?? {};
  const url = `${address ?? '/settings/account'}`;
  for (const origin of ['https://evil.example', 'null', `${office.url}.evil.example`, 'http://localhost:1']) {
    const answer = await post(page.request, url, id ?? '', '[{}]', { origin });
    expect(isDone(await answer.text()), origin).toBe(false);
    expect(answer.ok(), origin).toBe(false);
  }
  await expect((await page.request.get('/api/people')).status(), 'still signed in').toBe(200);
});

const protectedPages = [
  '/',
  '/people',
  '/doors',
  '/accesses',
  '/doorcodes',
  '/operations',
  '/activity',
  '/settings/staff',
];

test('S03 V1 protected addresses in twelve forms show a stranger nothing', async ({ page, browser, office }) => {
  await signInAs(page, 'Maya Owens');
  const { items } = await (await page.request.get('/api/people?limit=1')).json();
  const id: string = items[0].id;
  const canaries = [id, items[0].lastName, 'Maya Owens'];
  for (const cookie of [undefined, 'forged']) {
    const request = await asStranger(browser, office, cookie);
    for (const address of [...protectedPages, `/people/${id}`, '/api/people', `/api/people/${id}`]) {
      for (const [form, ask] of Object.entries(forms(request, address))) {
        const answer = await ask().catch(() => null);
        if (!answer) continue;
        const text = await answer.text();
        const found = canaries.filter((canary) => text.includes(canary) && !address.includes(canary));
        expect(found, `${address} as ${form}`).toEqual([]);
      }
    }
  }
});

function forms(request: APIRequestContext, address: string): Record<string, () => Promise<APIResponse>> {
  const get =
    (url: string, headers: Record<string, string> = {}) =>
    () =>
      request.get(url, { headers, maxRedirects: 0, failOnStatusCode: false });
  return {
    plain: get(address),
    flight: get(address, { rsc: '1' }),
    prefetch: get(address, { rsc: '1', 'next-router-prefetch': '1' }),
    segment: get(address, { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }),
    suffix: get(`${address === '/' ? '/index' : address}.rsc`),
    segmentSuffix: get(`${address === '/' ? '/index' : address}.segments/_tree.segment.rsc`),
    data: get(`/_next/data/build${address === '/' ? '/index' : address}.json`),
    parameter: get(`${address}?nxtPid=1&_rsc=abc`),
    encoded: get(address.replace(/^\//, '/%2e/')),
    doubled: get(`/${address}`),
    trailing: get(`${address}/`),
    middleware: get(address, { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }),
    head: () => request.head(address, { maxRedirects: 0, failOnStatusCode: false }),
  };
}

test('S10 a cookie that was copied is worthless after signing out: page, action, handler', async ({
  page,
  browser,
  office,
}) => {
  await signInAs(page, 'Priya Nair');
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'gatehouse.session')?.value ?? '';
  const thief = await asStranger(browser, office, cookie);
  expect((await thief.get('/api/people')).status()).toBe(200);
  await page.getByRole('button', { name: /Priya Nair/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  expect((await thief.get('/api/people')).status()).toBe(401);
  const people = await thief.get('/people', { maxRedirects: 0 });
  expect(people.status()).toBe(307);
  const { id, page: address } = builtActions().find((action) => action.page === '/settings/account') ?? {};
  expect(isDone(await (await post(thief, address ?? '/settings/account', id ?? '', '[{}]')).text())).toBe(false);
});

test('S20 a code is on the page for thirty seconds at most, gone on leaving and never back, one record a reveal', async ({
  page,
  office,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'Maya Owens');
  const codes: string[] = [];
  page.on('response', async (answer) => {
    if (answer.request().method() !== 'POST') return;
    const text = await answer.text().catch(() => '');
    codes.push(...[...text.matchAll(/"code":"(\d{7})"/g)].map((match) => match[1] ?? ''));
  });
  await page.goto('/doorcodes');
  await hydrated(page);
  const shows = async () => {
    const [html, kept] = await page.evaluate(() => [
      document.documentElement.outerHTML.replace(/\s/g, ''),
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, window.history.state, window.location.href]),
    ]);
    return codes.some((code) => `${html}${kept}`.includes(code));
  };
  expect(await shows()).toBe(false);
  const reveals = `select count(*)::int as n from audit_entry where event = 'doorcode.reveal' and phase = 'done'`;
  const before = (await query<{ n: number }>(office, reveals))[0]?.n ?? 0;
  await page.clock.install();
  await page.getByRole('row').nth(1).click();
  await page
    .getByRole('button', { name: /^Doorcode of/ })
    .first()
    .click();
  const reveal = page.getByRole('dialog').getByRole('button', { name: 'Show doorcode' });
  await reveal.click();
  const shown = page.getByRole('dialog').getByRole('status');
  await expect(shown).toHaveText(/\d{3}\s\d{4}/);
  expect(codes.length).toBeGreaterThan(0);
  await page.clock.fastForward(29_000);
  await expect(shown).toHaveText(/\d{3}\s\d{4}/);
  await page.clock.fastForward(2_000);
  await expect(shown).not.toHaveText(/\d{3}\s\d{4}/);
  expect(await shows()).toBe(false);
  expect((await query<{ n: number }>(office, reveals))[0]?.n).toBe(before + 1);

  await reveal.click();
  await expect(shown).toHaveText(/\d{3}\s\d{4}/);
  await page.goto('/people');
  await page.goBack();
  await hydrated(page);
  expect(await shows()).toBe(false);
  await page.reload();
  expect(await shows()).toBe(false);
});

test('S21 every answer carries the headers, pages a nonce of their own, and nobody else’s policy is repeated', async ({
  page,
  browser,
  office,
}) => {
  await signInAs(page, 'Maya Owens');
  const stranger = await asStranger(browser, office);
  const script = (await page.content()).match(/\/_next\/static\/[^"]+\.js/)?.[0] ?? '';
  const nonces: string[] = [];
  for (const request of [page.request, stranger]) {
    for (const address of [
      ...protectedPages,
      '/sign-in',
      '/locked',
      '/nothing/here',
      '/api/people',
      '/api/nothing',
      '/healthz',
      '/metrics',
      '/icon.svg',
      '/people/%ff',
      script,
    ]) {
      const evil = { 'content-security-policy': `script-src 'nonce-evil"'`, 'x-nonce': 'evil' };
      const answer = await request.get(address, { headers: evil, maxRedirects: 0, failOnStatusCode: false });
      const headers = answer.headers();
      const at = `${answer.status()} ${address}`;
      expect(headers['x-content-type-options'], at).toBe('nosniff');
      expect(headers['referrer-policy'], at).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy'], at).toBe('same-origin');
      expect(headers['strict-transport-security'], at).toContain('max-age=31536000');
      expect(headers['x-powered-by'], at).toBeUndefined();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy, at).toContain("frame-ancestors 'none'");
      expect(policy, at).not.toContain('unsafe-eval');
      expect(policy, at).not.toMatch(/script-src[^;]*unsafe-inline/);
      expect(policy, at).not.toContain('evil');
      if (!address.startsWith('/_next/static') && address !== '/icon.svg') {
        expect(headers['cache-control'], at).toMatch(/no-store/);
      }
      const text = headers['content-type']?.includes('text/html') ? await answer.text() : '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      if (nonce) nonces.push(nonce);
      for (const [tag] of text.matchAll(/<script[^>]*>/g)) expect(tag, at).toContain(`nonce="${nonce}"`);
    }
  }
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('S22 an owner’s reading changes nothing: database and OpenKit stay as they are', async ({ page, office }) => {
  await signInAs(page, 'Maya Owens');
  const tables = `
    select relname as name, n_tup_ins + n_tup_upd + n_tup_del as writes from pg_stat_user_tables
    where schemaname = 'public' and relname not in (
      'session', 'sign_in_attempt', 'setting', 'rate_budget', 'upstream_token', 'person', 'access', 'access_event',
      'person_building', 'sweep', 'sweep_seen', 'audit_entry', 'audit_personal')
    order by 1`;
  const before = { rows: await query(office, tables), writes: await writesIn(office) };
  const { items } = await (await page.request.get('/api/people?limit=3')).json();
  const people = items.map(({ id }: { id: string }) => `/people/${id}`);
  for (const address of [...protectedPages, ...people, '/buildings', '/guests', '/portfolios', '/settings/openkit']) {
    expect((await page.request.get(address)).status(), address).toBe(200);
  }
  expect({ rows: await query(office, tables), writes: await writesIn(office) }).toEqual(before);
});

test('S16 hostile names from upstream are text everywhere', async ({ page, office }) => {
  test.setTimeout(120_000);
  const reports: string[] = [];
  page.on('dialog', (dialog) => reports.push(`dialog ${dialog.message()}`));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) reports.push(message.text());
  });
  await signInAs(page, 'Maya Owens');
  const restore = await plantHostileNames(office);
  try {
    const found = (await query<{ id: string }>(office, `select id from person where last_name like '%hostile%'`))[0];
    for (const address of [
      '/',
      '/people?q=hostile',
      `/people/${found?.id}`,
      '/doors',
      '/buildings',
      '/accesses',
      '/doorcodes',
      '/guests',
      '/operations',
      '/activity',
      '/settings/staff',
    ]) {
      await page.goto(address);
      await hydrated(page);
      const planted = await page.locator('[data-hostile], script:not([nonce]), img[src="x"]').count();
      expect(planted, address).toBe(0);
      await expectNoSideways(page, address);
    }
  } finally {
    await restore();
  }
  expect(reports).toEqual([]);
});

const hostile = [
  '<img src=x onerror=alert(1) data-hostile>',
  '</script><script data-hostile>alert(2)</script>',
  '{{constructor.constructor("alert(3)")()}}',
  '\u202Egnp.exe\u202C\u200B\uFEFF',
  'javascript:alert(5)//%0d%0aSet-Cookie:x=y',
  'A'.repeat(300),
  '=cmd|calc!A1',
];

/** Puts them into the mirror, as a reading would. Resolves to what puts the old names back. */
async function plantHostileNames(office: RunningConsole): Promise<() => Promise<void>> {
  const { ownerUrl } = await startEmbeddedPostgres(office.dataDir);
  const run = async (statements: [string, unknown[]][]) => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    for (const [text, values] of statements) await client.query(text, values);
    await client.end();
  };
  type Named = { id: string; name: string };
  const places = await Promise.all(
    ['building', 'door'].map(async (table) => ({
      table,
      rows: await query<Named>(office, `select id, name from ${table} order by id limit ${hostile.length}`),
    })),
  );
  type Person = { id: string; first_name: string; last_name: string };
  const people = await query<Person>(
    office,
    `select id, first_name, last_name from person where gone_at is null order by id limit ${hostile.length}`,
  );
  const rename = (table: string): string => `update ${table} set name = $1 where id = $2`;
  const rewrite = 'update person set first_name = $1, last_name = $2 where id = $3';
  await run([
    ...places.flatMap(({ table, rows }) =>
      rows.map(({ id }, at): [string, unknown[]] => [rename(table), [hostile[at], id]]),
    ),
    ...people.map(({ id }, at): [string, unknown[]] => [rewrite, [hostile[at], 'hostile', id]]),
  ]);
  return () =>
    run([
      ...places.flatMap(({ table, rows }) =>
        rows.map(({ id, name }): [string, unknown[]] => [rename(table), [name, id]]),
      ),
      ...people.map(({ id, first_name, last_name }): [string, unknown[]] => [rewrite, [first_name, last_name, id]]),
    ]);
}

async function expectNoSideways(page: Page, place: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}
