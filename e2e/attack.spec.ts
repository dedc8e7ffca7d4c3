import { type APIRequestContext, type APIResponse, type Browser, type BrowserContext, expect } from '@playwright/test';
import { type Role, roles } from '../lib/permissions.ts';
import { createDb, type Db } from '../server/db/pool.ts';
import { startEmbeddedPostgres } from '../server/launcher/embedded-postgres/start.ts';
import { sandboxSecrets } from '../server/launcher/sandbox-secrets.ts';
import { builtActions, isDone, postAction } from './fixtures/built-actions.ts';
import { test as consoleTest, type RunningConsole } from './fixtures/console.ts';
import { query } from './fixtures/query.ts';
import { consoleRoutes } from './fixtures/routes.ts';
import { startWithoutProxy } from './fixtures/second-console.ts';
import { signInAs } from './fixtures/sign-in-as.ts';
import { asks } from './matrix/asks.ts';
import { expected } from './matrix/expected.ts';
import { randomTarget, type Target } from './matrix/world.ts';

type Entrance = { url: string };

/** The console as it runs, and the same build without its proxy.ts: that file must protect nothing. */
const test = consoleTest.extend<object, { entrances: Entrance[]; db: Db }>({
  entrances: [
    async ({ office }, use) => {
      const bare = await startWithoutProxy(office);
      await use([{ url: office.url }, bare]);
      await bare.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  db: [
    async ({ office }, use) => {
      const { url } = await startEmbeddedPostgres(office.dataDir);
      // What `asks.ts` looks up it finds through the ordinary pool.
      process.env.DATABASE_URL = url;
      const db = createDb(url);
      await use(db);
      await db.$client.end();
    },
    { scope: 'worker' },
  ],
});

const rubbish = ['[]', '[{}]', '[null]', '["x"]', '[[[[]]]]', '[{"role":"owner","scope":"all"}]', '["$1"]', '{', ''];
const actions = builtActions();

async function stranger(browser: Browser, { url }: Entrance, cookie?: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url });
  if (cookie) await context.addCookies([{ name: 'gatehouse.session', value: cookie, url }]);
  return context;
}

/** A browser in which a new member of staff is signed in, in these buildings. */
async function member(
  browser: Browser,
  { office, db, at }: { office: RunningConsole; db: Db; at: Entrance },
  who: { role: Role; buildingIds?: string[] },
): Promise<{ context: BrowserContext; cookie: string; staffId: string }> {
  const secret = sandboxSecrets(office.dataDir).NEXTAUTH_SECRET;
  const { cookie, staffId } = await signInAs(db, who, { url: office.url, secret });
  return { context: await stranger(browser, at, cookie.value), cookie: cookie.value, staffId };
}

/** What a wrong act would have changed. */
async function written(office: RunningConsole) {
  const calls = (await office.control.journal()).filter(
    ({ method, path }) => method !== 'GET' && path.includes('/v2/'),
  );
  const [counts] = await query<Record<'operations' | 'staff' | 'exports' | 'units', number>>(
    office,
    `select (select count(*)::int from operation) as operations, (select count(*)::int from staff) as staff,
      (select count(*)::int from export_request) as exports, (select count(*)::int from unit) as units`,
  );
  if (!counts) throw new Error('A count gave no row.');
  return { ...counts, calls: calls.length };
}

/** A door, somebody with access to it and to nothing else, and their building; everything else does not exist. */
async function somewhere(office: RunningConsole, not: string[] = []): Promise<Target> {
  const [found] = await query<Pick<Target, 'personId' | 'doorId' | 'buildingId'>>(
    office,
    `select a.person_id as "personId", a.door_id as "doorId", a.building_id as "buildingId"
      from access a where a.gone_at is null and a.building_id <> all ($1::uuid[])
        and not exists (select 1 from person_building b where b.person_id = a.person_id and b.building_id <> a.building_id)
      order by a.building_id, a.id limit 1`,
    [not],
  );
  if (!found) throw new Error('Everybody has access in two buildings.');
  return { ...randomTarget(), ...found };
}

test('S04 every action id of the build, by nobody and by a forged session, with rubbish and in earnest: nothing happens', async ({
  browser,
  office,
  db: _,
  entrances,
}) => {
  expect(actions.map(({ name }) => name).sort()).toEqual(
    Object.keys(expected)
      .filter((name) => !name.startsWith('/'))
      .sort(),
  );
  const target = await somewhere(office);
  const before = await written(office);
  const guarded = actions.filter(({ name }) => expected[name]?.about !== 'anyone');
  // The log takes 300 tries an hour of strangers: those in earnest come first.
  await query(office, 'delete from sign_in_attempt');
  const [{ head } = { head: 0 }] = await query<{ head: number }>(
    office,
    'select coalesce(max(seq), 0)::int as head from audit_entry',
  );
  for (const entrance of entrances) {
    for (const cookie of [undefined, 'forged']) {
      const context = await stranger(browser, entrance, cookie);
      for (const wrong of cookie ? [null] : [null, ...rubbish]) {
        for (const action of guarded) {
          const body = wrong ?? JSON.stringify([await asks[action.name]?.(target)]);
          const answer = await postAction(context.request, entrance, action, body);
          expect(await isDone(answer), `${action.name} ${body}`).toBe(false);
        }
      }
      await context.close();
    }
  }
  expect(await written(office)).toEqual(before);
  const told = await query<{ operation: string }>(
    office,
    `select payload::jsonb->'details'->>'operation' as operation from audit_entry
      where event = 'permission.deny' and staff_id is null and seq > $1 order by seq limit $2`,
    [head, guarded.length],
  );
  expect(told.map(({ operation }) => operation).sort()).toEqual(guarded.map(({ name }) => name).sort());
});

test('S04 R41 every action id of the build, by each role that may not, beyond scope, and with rubbish: nothing happens', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  test.setTimeout(120_000);
  const own = await somewhere(office);
  const beyond = await somewhere(office, [own.buildingId]);
  const before = await written(office);
  for (const at of entrances) {
    for (const role of roles) {
      const scope = role === 'owner' ? [] : [own.buildingId];
      const { context, staffId } = await member(browser, { office, db, at }, { role, buildingIds: scope });
      const harmless = actions.find(({ name }) => name === 'startAuthenticator');
      const isTaken = harmless && (await isDone(await postAction(context.request, at, harmless, '[{}]')));
      expect(isTaken, `${role} may do what is theirs, asked in the same way`).toBe(true);
      let denied = 0;
      for (const action of actions) {
        const line = expected[action.name];
        if (!line || line.about === 'anyone') continue;
        const isAllowed = line.may.includes(role[0]?.toUpperCase() ?? '');
        const isBeyond = isAllowed && role !== 'owner' && ['object', 'selection'].includes(line.about);
        const bodies = [
          ...(isAllowed ? [] : [JSON.stringify([await asks[action.name]?.(own)])]),
          ...(isBeyond ? [JSON.stringify([await asks[action.name]?.(beyond)])] : []),
          // What takes no input takes this for none; the others are asked with it as well.
          ...(line.about === 'own' || line.about === 'all' ? ['["x"]'] : ['[{}]', '["x"]']),
        ];
        for (const body of bodies) {
          const answer = await postAction(context.request, at, action, body);
          expect(await isDone(answer), `${role} ${action.name} ${body}`).toBe(false);
        }
        if (!isAllowed) denied += bodies.length;
      }
      const [{ told } = { told: 0 }] = await query<{ told: number }>(
        office,
        `select count(*)::int as told from audit_entry where event = 'permission.deny' and staff_id = $1`,
        [staffId],
      );
      expect(told, `${role}: each denial is written down`).toBeGreaterThanOrEqual(denied);
      const page = await context.request.get(`/people/${beyond.personId}`);
      expect(page.status(), role).toBe(role === 'owner' ? 200 : 404);
      await context.close();
    }
  }
  const told = await query(office, 'select 1 from audit_entry where payload like $1', [
    `%"operation":"/people/${beyond.personId}"%`,
  ]);
  expect(told).toHaveLength(roles.length - 1);
  expect(await written(office)).toEqual({ ...before, staff: before.staff + roles.length * entrances.length });
});

test('S08 R25 an action posted from elsewhere, or from nowhere, is refused, whatever cookie comes with it', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const [lockScreen] = actions.filter(({ name }) => name === 'lockScreen');
  if (!lockScreen) throw new Error('The build has no lockScreen.');
  for (const at of entrances) {
    const { context } = await member(browser, { office, db, at }, { role: 'owner' });
    const elsewhere = ['https://evil.example', 'null', `${at.url}.evil.example`, 'http://localhost:1', ''];
    for (const origin of elsewhere) {
      const answer = await postAction(context.request, at, lockScreen, '[{}]', { origin });
      expect(await isDone(answer), `from ${origin}`).toBe(false);
    }
    expect((await context.request.get('/api/people')).status(), 'still signed in, and not locked').toBe(200);
    expect(await isDone(await postAction(context.request, at, lockScreen, '[{}]')), 'from its own page').toBe(true);
    await context.close();
  }
});

const pages = ['/', '/people', '/doors', '/accesses', '/doorcodes', '/operations', '/activity', '/settings/staff'];

test('S03 V1 protected addresses in twelve forms show a stranger nothing', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const { personId, doorId } = await somewhere(office);
  const [names] = await query<{ person: string; door: string }>(
    office,
    `select p.last_name as person, d.name as door from person p, door d where p.id = $1 and d.id = $2`,
    [personId, doorId],
  );
  const addresses = [
    ...pages,
    `/people/${personId}`,
    `/doors/${doorId}`,
    '/api/people',
    `/api/people/${personId}`,
    '/api/activity',
  ];
  const canaries = ['Maya Owens', `"${names?.person}"`, `>${names?.person}`, `>${names?.door}<`, 'nextCursor'];
  for (const at of entrances) {
    const owner = await member(browser, { office, db, at }, { role: 'owner' });
    const seen = await (await owner.context.request.get(`/people/${personId}`)).text();
    expect(seen, 'the canary sings for whoever may').toContain(names?.person);
    await owner.context.close();
    for (const cookie of [undefined, 'forged']) {
      const context = await stranger(browser, at, cookie);
      for (const address of addresses) {
        for (const [form, ask] of Object.entries(forms(context.request, address))) {
          const answer = await ask();
          const text = await answer.text();
          const found = canaries.filter((canary) => text.includes(canary));
          expect(found, `${address} as ${form}, ${answer.status()}`).toEqual([]);
        }
      }
      await context.close();
    }
  }
});

/** The ways there are to ask Next for the same thing. */
function forms(request: APIRequestContext, address: string): Record<string, () => Promise<APIResponse>> {
  const get =
    (url: string, headers: Record<string, string> = {}) =>
    () =>
      request.get(url, { headers, maxRedirects: 0, failOnStatusCode: false });
  const file = address === '/' ? '/index' : address;
  return {
    plain: get(address),
    flight: get(address, { rsc: '1' }),
    prefetch: get(address, { rsc: '1', 'next-router-prefetch': '1' }),
    segment: get(address, { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }),
    suffix: get(`${file}.rsc`),
    segmentSuffix: get(`${file}.segments/_tree.segment.rsc`),
    data: get(`/_next/data/build${file}.json`),
    parameter: get(`${address}?nxtPid=1&_rsc=abc`),
    encoded: get(address.replace(/^\//, '/%2e/')),
    trailing: get(`${file}/`),
    middleware: get(address, { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }),
    head: () => request.head(address, { maxRedirects: 0, failOnStatusCode: false }),
  };
}

test('S10 S11 a copied cookie is worthless once its session ended or its person left: page, action, handler', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  const listing = actions.find(({ name }) => name === 'startAuthenticator');
  if (!listing) throw new Error('The build has no startAuthenticator.');
  for (const at of entrances) {
    for (const [end, column] of [
      ['signed out', 'session'],
      ['disabled', 'staff'],
    ] as const) {
      const { context, cookie, staffId } = await member(browser, { office, db, at }, { role: 'leasing_agent' });
      const thief = await stranger(browser, at, cookie);
      expect((await thief.request.get('/api/people')).status()).toBe(200);
      if (column === 'session') {
        const signOut = actions.find(({ name }) => name === 'signOut');
        if (!signOut) throw new Error('The build has no signOut.');
        // It leads to the sign-in page instead of giving a Result.
        expect((await postAction(context.request, at, signOut, '[]')).headers()['x-action-redirect']).toContain(
          '/sign-in',
        );
      } else await query(office, 'update staff set disabled_at = now() where id = $1', [staffId]);

      expect((await thief.request.get('/api/people')).status(), end).toBe(401);
      const page = await thief.request.get('/people', { maxRedirects: 0 });
      expect(page.headers().location ?? '', end).toContain('/sign-in');
      expect(await isDone(await postAction(thief.request, at, listing, '[{}]')), end).toBe(false);
      await thief.close();
      await context.close();
    }
  }
});

test('S11 a role taken away is gone from the next request on, in a tab that was open before', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  for (const at of entrances) {
    const { buildingId } = await somewhere(office);
    const { context, staffId } = await member(
      browser,
      { office, db, at },
      { role: 'building_manager', buildingIds: [buildingId] },
    );
    expect((await context.request.get('/api/activity')).status()).toBe(200);
    await query(office, `update staff set role = 'leasing_agent' where id = $1`, [staffId]);
    expect((await context.request.get('/api/activity')).status()).toBe(404);
    const hidden = await context.request.get('/activity');
    expect(hidden.status()).toBe(404);
    // The id the page shows is the one the log knows.
    const [, requestId = ''] = /requestId\\":\\"([0-9a-f-]{36})/.exec(await hidden.text()) ?? [];
    const told = await query(office, 'select 1 from audit_entry where request_id = $1', [requestId || staffId]);
    expect(told, at.url).not.toEqual([]);
    await context.close();
  }
});

test('S21 R48 V7 V22 every answer carries the headers, pages a nonce of their own, and nobody else’s policy is repeated', async ({
  browser,
  office,
  db,
}) => {
  const owner = await member(browser, { office, db, at: office }, { role: 'owner' });
  const nobody = await stranger(browser, office);
  const start = await (await owner.context.request.get('/')).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(start)?.[0] ?? '';
  const others = ['/sign-in', '/locked', '/nothing/here', '/api/people', '/api/nothing', '/healthz', '/metrics'];
  const nonces: string[] = [];
  for (const { request } of [owner.context, nobody]) {
    for (const address of [
      ...pages,
      ...others,
      '/icon.svg',
      '/favicon.ico',
      '/people/%ff',
      '/people?cursor=%00',
      script,
    ]) {
      const evil = { 'content-security-policy': `script-src 'nonce-evil"'`, 'x-nonce': 'evil' };
      const answer = await request.get(address, { headers: evil, maxRedirects: 0, failOnStatusCode: false });
      const headers = answer.headers();
      const at = `${answer.status()} ${address}`;
      expect(headers['x-content-type-options'], at).toBe('nosniff');
      expect(headers['referrer-policy'], at).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy'], at).toBe('same-origin');
      expect(headers['strict-transport-security'], at).toContain('max-age=31536000; includeSubDomains');
      expect(headers['x-powered-by'], at).toBeUndefined();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy, at).toContain("frame-ancestors 'none'");
      expect(policy, at).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|evil/);
      const isFile = address.startsWith('/_next/static') || address === '/icon.svg' || address === '/favicon.ico';
      if (isFile) expect(answer.status(), at).toBe(200);
      // Next gives up on an address that is no text before anything else is asked; nobody keeps a 500.
      if (!isFile && answer.status() < 500) expect(headers['cache-control'], at).toMatch(/no-store/);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      if (nonce) nonces.push(nonce);
      const text = headers['content-type']?.includes('text/html') ? await answer.text() : '';
      for (const [tag] of text.matchAll(/<script[^>]*>/g)) expect(tag, at).toContain(`nonce="${nonce}"`);
    }
  }
  const inside = ['/.git/config', '/.env', '/package.json', `${script}.map`, '/emulator', '/control/clock'];
  // V7: nothing fetches what somebody names.
  inside.push(`/_next/image?url=${encodeURIComponent(`${office.url}/icon.svg`)}&w=64&q=75`);
  for (const address of inside) expect((await owner.context.request.get(address)).status(), address).toBe(404);
  expect(nonces.length).toBeGreaterThan(20);
  expect(new Set(nonces).size).toBe(nonces.length);
  // V22: no page opens in a frame of another origin.
  const lure = await nobody.newPage();
  await lure.setContent(`<iframe src="${office.url}/sign-in"></iframe>`);
  await expect.poll(() => lure.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await Promise.all([owner.context.close(), nobody.close()]);
});

/** The touch of a session, the count of searches, what the worker writes by itself, and what opening a building or a person reads anew. */
const living = [
  ...['session', 'hourly_act'],
  ...['setting', 'rate_budget', 'upstream_call', 'upstream_token', 'sweep', 'sweep_seen', 'sweep_token'],
  ...['building_resident', 'resident_reading', 'person'],
];

test('S22 R25 R36 an owner’s reading changes nothing here or at OpenKit, and no link of a page names an email or a phone', async ({
  browser,
  office,
  db,
}) => {
  test.setTimeout(120_000);
  const { context } = await member(browser, { office, db, at: office }, { role: 'owner' });
  const page = await context.newPage();
  await page.goto('/');
  const routes = await consoleRoutes(page);
  const before = { rows: await contents(office), writes: await written(office) };
  for (const route of routes) {
    const answer = await page.request.get(route);
    expect(answer.status(), route).toBe(200);
    const links = [...(await answer.text()).matchAll(/ (?:href|action)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(
      links.filter((link) => /@|%40|%2B\d|tel:/i.test(link)),
      route,
    ).toEqual([]);
  }
  const target = await somewhere(office);
  const handlers = Object.keys(expected).filter(
    (name) => name.startsWith('/api/') && ['list', 'all', 'own'].includes(expected[name]?.about ?? ''),
  );
  // What is asked about exists, but for an operation: a miss would be written down.
  for (const name of handlers.filter((name) => !name.includes('/operations/['))) {
    const address = addressOf(name, (await asks[name]?.(target)) as Record<string, string>);
    expect((await page.request.get(address)).status(), address).toBe(200);
  }
  expect({ rows: await contents(office), writes: await written(office) }).toEqual(before);
  await context.close();
});

/** Where a GET handler is asked this. */
function addressOf(name: string, input: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(input).filter(([key]) => !name.includes(`[${key}]`)));
  return `${name.replace(/\[(\w+)\]/, (_, key: string) => input[key] ?? '')}?${query}`;
}

/** A hash of every table but the living. */
async function contents(office: RunningConsole): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    office,
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1) order by 1`,
    [living],
  );
  const hashes = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by t::text), '')) as hash from "${name}" t`,
  );
  const rows = await query<{ name: string; hash: string }>(office, hashes.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
