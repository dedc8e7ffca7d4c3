import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import { contents } from '../fixtures/contents.ts';
import { query } from '../fixtures/query.ts';
import { consolePatterns, consoleRoutes } from '../fixtures/routes.ts';
import { asks } from '../matrix/asks.ts';
import { expected } from '../matrix/expected.ts';
import { addressOf, member, pageOf, somewhere, stranger, test, written } from './intruders.ts';

test('S03 every protected address of the build, in twelve forms, shows a stranger nothing', async ({
  browser,
  office,
  db,
  entrances,
}) => {
  test.setTimeout(300_000);
  const target = await somewhere(office);
  const { personId, doorId } = target;
  const [names] = await query<{ person: string; name: string; door: string }>(
    office,
    `select p.last_name as person, p.first_name || ' ' || p.last_name as name, d.name as door from person p, door d where p.id = $1 and d.id = $2`,
    [personId, doorId],
  );
  const handlers = Object.keys(expected).filter((name) => name.startsWith('/api/'));
  const asked = handlers.map(async (name) => addressOf(name, (await asks[name]?.(target)) as Record<string, string>));
  const addresses = [...consolePatterns.map((pattern) => pageOf(pattern, target)), ...(await Promise.all(asked))];
  expect(addresses.length).toBeGreaterThan(100);
  const canaries = ['Maya Owens', `"${names?.person}"`, `${names?.name}`, `>${names?.door}<`, 'nextCursor'];
  for (const at of entrances) {
    const owner = await member(browser, { office, db, at }, { role: 'owner' });
    const seen = await (await owner.context.request.get(`/people/${personId}`)).text();
    expect(seen, 'the canary sings for whoever may').toContain(names?.name);
    await owner.context.close();
    for (const cookie of [undefined, 'forged']) {
      const context = await stranger(browser, at, cookie);
      for (const address of addresses) {
        const looks = Object.entries(forms(context.request, address)).map(async ([form, ask]) => {
          const answer = await ask();
          const text = await answer.text();
          const found = canaries.filter((canary) => text.includes(canary));
          expect(found, `${address} as ${form}, ${answer.status()}`).toEqual([]);
        });
        await Promise.all(looks);
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
  const [path = '', search = ''] = address.split('?');
  const file = path === '/' ? '/index' : path;
  return {
    plain: get(address),
    flight: get(address, { rsc: '1' }),
    prefetch: get(address, { rsc: '1', 'next-router-prefetch': '1' }),
    segment: get(address, { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }),
    suffix: get(`${file}.rsc`),
    segmentSuffix: get(`${file}.segments/_tree.segment.rsc`),
    data: get(`/_next/data/build${file}.json`),
    parameter: get(`${path}?${search}&nxtPid=1&_rsc=abc`),
    encoded: get(address.replace(/^\//, '/%2e/')),
    trailing: get(`${file}/`),
    middleware: get(address, { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }),
    head: () => request.head(address, { maxRedirects: 0, failOnStatusCode: false }),
  };
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];
const others = ['/sign-in', '/locked', '/nothing/here', '/api/people', '/api/people/count', '/api/nothing', '/healthz'];
const odd = ['/metrics', '/api/auth/session', '/api/csp-report', '/people/%ff', '/people?cursor=%00'];

test('S21 every answer carries the headers, pages a nonce of their own, and nobody else’s policy is repeated', async ({
  browser,
  office,
  db,
}) => {
  test.setTimeout(300_000);
  const owner = await member(browser, { office, db, at: office }, { role: 'owner' });
  const nobody = await stranger(browser, office);
  const target = await somewhere(office);
  const start = await (await owner.context.request.get('/')).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(start)?.[0] ?? '';
  const files = ['/icon.svg', '/favicon.ico', script];
  const addresses = [...consolePatterns.map((pattern) => pageOf(pattern, target)), ...others, ...odd, ...files];
  const before = await written(office);
  const nonces: string[] = [];
  for (const { request } of [owner.context, nobody]) {
    for (const address of addresses) {
      const looks = methods.map(async (method) => {
        const evil = { 'content-security-policy': `script-src 'nonce-evil"'`, 'x-nonce': 'evil' };
        const answer = await request.fetch(address, {
          method,
          headers: evil,
          maxRedirects: 0,
          failOnStatusCode: false,
        });
        const at = `${answer.status()} ${method} ${address}`;
        const policy = expectHeaders(answer, at);
        const isFile = files.includes(address);
        if (isFile && method === 'GET') expect(answer.status(), at).toBe(200);
        // Next gives up on an address that is no text before anything else is asked; nobody keeps a 500.
        if (!isFile && answer.status() < 500) {
          expect(answer.headers()['cache-control'] ?? '', at).toMatch(/no-store/);
        }
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
        if (nonce) nonces.push(nonce);
        const text = answer.headers()['content-type']?.includes('text/html') ? await answer.text() : '';
        for (const [tag] of text.matchAll(/<script[^>]*>/g)) expect(tag, at).toContain(`nonce="${nonce}"`);
      });
      await Promise.all(looks);
    }
  }
  expect(await written(office), 'whatever the method').toEqual(before);
  const inside = ['/.git/config', '/.env', '/package.json', `${script}.map`, '/emulator', '/control/clock'];
  // Nothing fetches what somebody names.
  inside.push(`/_next/image?url=${encodeURIComponent(`${office.url}/icon.svg`)}&w=64&q=75`);
  for (const address of inside) expect((await owner.context.request.get(address)).status(), address).toBe(404);
  expect(nonces.length).toBeGreaterThan(20);
  expect(new Set(nonces).size).toBe(nonces.length);
  // No page opens in a frame of another origin.
  const lure = await nobody.newPage();
  await lure.setContent(`<iframe src="${office.url}/sign-in"></iframe>`);
  await expect.poll(() => lure.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await Promise.all([owner.context.close(), nobody.close()]);
});

/** What stands on every answer; resolves to its policy. */
function expectHeaders(answer: APIResponse, at: string): string {
  const headers = answer.headers();
  expect(headers['x-content-type-options'], at).toBe('nosniff');
  expect(headers['referrer-policy'], at).toBe('no-referrer');
  expect(headers['cross-origin-opener-policy'], at).toBe('same-origin');
  expect(headers['strict-transport-security'], at).toContain('max-age=31536000; includeSubDomains');
  expect(headers['x-powered-by'], at).toBeUndefined();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy, at).toContain("frame-ancestors 'none'");
  expect(policy, at).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|evil/);
  return policy;
}

test('S22 an owner’s reading changes nothing here or at OpenKit, and no link of a page names an email or a phone', async ({
  browser,
  office,
  db,
}) => {
  test.setTimeout(120_000);
  const { context } = await member(browser, { office, db, at: office }, { role: 'owner' });
  const page = await context.newPage();
  await page.goto('/');
  const routes = await consoleRoutes(page);
  const stand = async () => ({ rows: await contents((text) => query(office, text)), writes: await written(office) });
  const before = await stand();
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
  expect(await stand()).toEqual(before);
  await context.close();
});
