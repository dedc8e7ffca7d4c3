import { readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Role, roles } from '#lib/permissions';
import { declaredActions } from '#server/auth/action';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { type BackOffice, startBackOffice } from '../fixtures/back-office.ts';
import { contents } from '../fixtures/contents.ts';
import { letLogBeWritten } from '../fixtures/let-log-be-written.ts';
import { signInAs } from '../fixtures/sign-in-as.ts';
import { actionNames, answerNames } from './answer-names.ts';
import { asks } from './asks.ts';
import { expected, letterOf, outsideTheMatrix, reachedByDoor, reaches, wantProof } from './expected.ts';
import { makeWorld, malformedTarget, places, randomTarget, scopeOf, type Target, type World } from './world.ts';

const jar = new Map<string, string>();
// The request that Next would carry: its cookies and headers. There is no proxy.ts in front.
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: (name: string, value: string) => jar.set(name, value),
  }),
  headers: async () => new Headers({ 'x-gatehouse-peer': '192.0.2.1', origin: 'http://localhost:3000' }),
}));

const root = path.join(import.meta.dirname, '../..');
const actions = new Map<string, (input: unknown) => Promise<unknown>>();
const handlers = new Map<string, (request: Request, context: unknown) => Promise<Response>>();
let office: BackOffice;
let world: World;

beforeAll(async () => {
  office = await startBackOffice({ people: 40, buildings: 9 });
  world = await makeWorld();
  for (const file of readdirSync(path.join(root, 'server/actions'))) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    for (const [name, run] of Object.entries(await import(path.join(root, 'server/actions', file)))) {
      actions.set(name, run as (input: unknown) => Promise<unknown>);
    }
  }
  for (const file of readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) !== 'route.ts') continue;
    const address = `/${path.dirname(file)}`;
    if (outsideTheMatrix.includes(address)) continue;
    handlers.set(address, (await import(path.join(root, 'app', file))).GET);
  }
}, 120_000);
afterAll(() => office.stop());

type Answer = { code: string; body: unknown };

/**
 * Asks once, as a new member of staff of this role, or without a session. They proved who they are just now, or not.
 */
async function ask(operation: string, role: Role | null, input: unknown, isFresh = true): Promise<Answer> {
  return askAs(operation, role && { role, ...scopeOf(role, world.targets) }, input, isFresh);
}

type Member = Parameters<typeof signInAs>[1];

async function askAs(operation: string, member: Member | null, input: unknown, isFresh = true): Promise<Answer> {
  await enter(member, isFresh);
  return askAgain(operation, input);
}

async function enter(member: Member | null, isFresh = true): Promise<void> {
  jar.clear();
  if (!member) return;
  const { url, secret } = { url: settings().web.publicUrl, secret: settings().secrets.session };
  const { cookie, sessionId } = await signInAs(db(), member, { url, secret });
  jar.set(cookie.name, cookie.value);
  if (isFresh) return;
  await db().execute(sql`update session set proved_at = now() - interval '11 minutes' where id = ${sessionId}`);
}

/** In the session that asked last. */
async function askAgain(operation: string, input: unknown): Promise<Answer> {
  const action = actions.get(operation);
  return action ? askAction(action, input) : askHandler(operation, input);
}

async function askAction(action: (input: unknown) => Promise<unknown>, input: unknown): Promise<Answer> {
  const answer = (await action(input)) as { ok: boolean; error?: { code: string } };
  return { code: answer.error?.code ?? 'ok', body: comparable(answer) };
}

async function askHandler(address: string, input: unknown): Promise<Answer> {
  const params: Record<string, unknown> = {};
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input as Record<string, unknown>)) {
    if (address.includes(`[${name}]`)) params[name] = value;
    else for (const each of [value].flat()) query.append(name, String(each));
  }
  const request = new Request(`http://localhost:3000${address}?${query}`);
  const answer = (await handlers.get(address)?.(request, { params: Promise.resolve(params) })) ?? Response.error();
  expect(answer.headers.get('cache-control'), 'no shared cache').toBe('private, no-store');
  const text = await answer.text();
  const body = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  return { code: body.error?.code ?? 'ok', body: comparable(body) };
}

/** Without what differs between any two answers: of when something was read only whether it was. */
const comparable = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body ?? null, (key, value) => {
      if (key === 'requestId') return undefined;
      return key === 'asOf' ? value !== null : value;
    }),
  );

const operations = Object.keys(expected);
const may = (operation: string, role: Role): boolean => expected[operation]?.may.includes(letterOf(role)) ?? false;
const isAbout = (...abouts: string[]) => operations.filter((name) => abouts.includes(expected[name]?.about ?? ''));
const missing = 'forbidden_or_missing';
/** The names in an answer that `answer-names.ts` does not list for this role. */
function unlistedNames(operation: string, role: Role, { code, body }: Answer): string[] {
  if (code !== 'ok') return [];
  const answered = handlers.has(operation) ? body : (body as { value?: unknown }).value;
  const listed = Object.entries({ ...answerNames, ...actionNames }[operation] ?? {})
    .filter(([readers]) => readers.includes(letterOf(role)))
    .flatMap(([, names]) => names.split(/\s+/));
  return namesIn(answered).filter((name) => name !== 'asOf' && !listed.includes(name));
}

function namesIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(namesIn);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

/** Asked for in a way that is refused once its object was found, because doing it would leave nothing to ask about. */
const harmless = ['transfer'];
const writes = async () => (await office.control.journal()).filter(({ method }) => method !== 'GET').length;
const denials = () => db().$count(sql`audit_entry`, sql`event = 'permission.deny'`);

test('S05 every action and every GET handler has its line in expected.ts and asks.ts, none is left over, and answers have theirs', () => {
  const known = [...declaredActions.keys(), ...handlers.keys()].sort();
  expect(operations.toSorted()).toEqual(known);
  expect(Object.keys(asks).toSorted()).toEqual(known);
  expect([...actions.keys()].sort()).toEqual([...declaredActions.keys()].sort());
  const answering = [...handlers.keys()].filter((address) => expected[address]?.about !== 'mine');
  expect(Object.keys(answerNames).toSorted()).toEqual(answering.sort());
  expect([...actions.keys()]).toEqual(expect.arrayContaining(Object.keys(actionNames)));
});

test('S02 S04 without a session nothing runs, and each try is written down', async () => {
  const before = { writes: await writes(), denials: await denials() };
  const guarded = operations.filter((name) => expected[name]?.about !== 'anyone');
  for (const operation of guarded) {
    const { code, body } = await ask(operation, null, await asks[operation]?.(world.targets.own));
    expect(code, operation).toBe('step_up');
    expect(JSON.stringify(body), operation).not.toContain(world.targets.own.personId);
  }
  expect(await denials()).toBe(before.denials + guarded.length);
  expect(await writes()).toBe(before.writes);
});

test('what anyone may call changes nothing without its proof', async () => {
  const before = { staff: await db().$count(sql`staff`), writes: await writes() };
  for (const operation of isAbout('anyone').filter((name) => name !== 'signOut')) {
    const { code } = await ask(operation, null, await asks[operation]?.(world.targets.own));
    expect(code, operation).toBe('stale');
  }
  expect({ staff: await db().$count(sql`staff`), writes: await writes() }).toEqual(before);
});

// Before anything is done to the door: what happens to it, guests above all, would be theirs to read as well.
test('an auditor of one door reaches nothing beyond it, and of its building only what expected.ts says', async () => {
  const auditor: Member = { role: 'auditor', doorIds: [world.targets.own.doorId] };
  const reached: string[] = [];
  for (const operation of isAbout('object', 'list', 'selection').filter((name) => may(name, 'auditor'))) {
    const nobody = await askAs(operation, auditor, await asks[operation]?.(randomTarget()));
    for (const place of places) {
      const answer = await askAs(operation, auditor, await asks[operation]?.(world.targets[place]));
      const where = `${operation} ${place}`;
      expect(unlistedNames(operation, 'auditor', answer), where).toEqual([]);
      if (place === 'own' && JSON.stringify(answer) !== JSON.stringify(nobody)) reached.push(operation);
      if (place !== 'own') expect(answer, where).toEqual(nobody);
    }
  }
  expect(reached.toSorted()).toEqual(reachedByDoor.toSorted());
}, 120_000);

describe.each(roles)('S05 %s', (role) => {
  test('may what expected.ts says, and nothing else', async () => {
    const before = { writes: await writes(), denials: await denials() };
    const refused = operations.filter((name) => !may(name, role) && expected[name]?.about !== 'anyone');
    for (const operation of refused) {
      const { code } = await ask(operation, role, await asks[operation]?.(world.targets.own));
      expect(code, operation).toBe(missing);
    }
    expect(await writes()).toBe(before.writes);
    expect(await denials()).toBeGreaterThanOrEqual(before.denials + refused.length);
  });

  test('reaches objects and lists in scope, by the names it may have; beyond it they look like what does not exist', async () => {
    for (const operation of isAbout('object', 'list', 'selection').filter((name) => may(name, role))) {
      const nobody = await ask(operation, role, await asks[operation]?.(randomTarget()));
      for (const place of places) {
        const answer = await ask(operation, role, await asks[operation]?.(world.targets[place]));
        const where = `${operation} ${place}`;
        expect(unlistedNames(operation, role, answer), where).toEqual([]);
        if (!reaches[role].some((each) => each === place)) {
          expect(answer, where).toEqual(nobody);
          continue;
        }
        if (expected[operation]?.about === 'list') expect(answer.code, where).toBe('ok');
        expect([missing, 'step_up', 'unavailable'], where).not.toContain(answer.code);
        // What is asked for is right but for the rights, and where it would change too much it says so itself.
        if (!harmless.includes(operation)) expect(answer.code, where).not.toBe('invalid');
      }
      if (expected[operation]?.about === 'object') expect(nobody.code, operation).toBe(missing);
    }
  }, 120_000);

  test('what somebody else made for themselves does not exist', async () => {
    for (const operation of isAbout('mine')) {
      const { code } = await ask(operation, role, await asks[operation]?.(world.targets.own));
      expect(code, operation).toBe(missing);
    }
  });

  test('what is about oneself or about nothing in particular is answered, by the names it may have', async () => {
    for (const operation of isAbout('own', 'all').filter((name) => may(name, role))) {
      const answer = await ask(operation, role, await asks[operation]?.(world.targets.own));
      expect(['step_up', 'invalid', 'unavailable'], operation).not.toContain(answer.code);
      if (operation !== 'endOwnSession') expect(answer.code, operation).not.toBe(missing);
      expect(unlistedNames(operation, role, answer), operation).toEqual([]);
    }
  });
});

test('sensitive acts want a proof of the last ten minutes, whatever they are about, and the others do not', async () => {
  const before = await writes();
  for (const operation of operations.filter((name) => expected[name]?.about !== 'anyone')) {
    const { code } = await ask(operation, 'owner', await asks[operation]?.(randomTarget()), false);
    expect(code === 'step_up', operation).toBe(wantProof.includes(operation));
  }
  expect(await writes()).toBe(before);
});

test('S04 S06 malformed ids, lists of ids and rubbish are refused as such', async () => {
  const before = await writes();
  for (const operation of isAbout('object')) {
    const { code } = await ask(operation, 'owner', await asks[operation]?.(malformedTarget()));
    expect(code, operation).toBe('invalid');
    const listed = Object.fromEntries(
      Object.entries((await asks[operation]?.(world.targets.own)) as object).map(([name, value]) => [
        name,
        typeof value === 'string' ? [value, value] : value,
      ]),
    );
    const isChanged = Object.values(listed).some((value) => Array.isArray(value) && value.length === 2);
    if (isChanged) expect((await ask(operation, 'owner', listed)).code, operation).toBe('invalid');
  }
  for (const operation of actions.keys()) {
    if (operation === 'signOut') continue;
    for (const rubbish of [
      null,
      undefined,
      'x',
      7,
      [],
      [{}],
      { '': '' },
      JSON.parse('{"__proto__":{"role":"owner"}}'),
    ]) {
      const { code } = await ask(operation, 'owner', rubbish);
      expect(code, `${operation} ${JSON.stringify(rubbish)}`).toBe('invalid');
    }
  }
  expect(await writes()).toBe(before);
});

test('S07 fields nobody asked for are refused, at every edge: whoever manages staff states no password', async () => {
  const extras = ['role', 'granter', 'scope', 'tenantId', 'status', 'staffId', 'isAdmin', 'createdAt', 'password'];
  for (const operation of operations) {
    const input = await asks[operation]?.(world.targets.own);
    if (typeof input !== 'object' || input === null) continue;
    for (const extra of extras.filter((name) => !(name in input))) {
      const { code } = await ask(operation, 'owner', { ...input, [extra]: 'owner' });
      // What a GET handler does not know in its query it refuses as well.
      expect(code, `${operation} ${extra}`).toBe('invalid');
    }
  }
}, 120_000);

test('what could be SQL is text in every search, and no order or place to go on from', async () => {
  const text = `x' or 1=1; drop table staff; -- %_\\" $1`;
  for (const operation of ['/api/search', ...isAbout('list').filter((name) => !name.endsWith('/count'))]) {
    const input = (await asks[operation]?.(world.targets.own)) as object;
    for (const wrong of [{ sort: text }, { cursor: text }, { q: `${text}\0` }]) {
      const { code } = await ask(operation, 'owner', { ...input, ...wrong });
      expect(code, `${operation} ${Object.keys(wrong)}`).toBe('invalid');
    }
    const { code, body } = await ask(operation, 'owner', { ...input, q: text });
    expect(['ok', 'invalid'], operation).toContain(code);
    if (code === 'ok') expect((body as { items?: unknown }).items ?? body, operation).toEqual([]);
  }
});

test('S06 a foreign id in any field of what is asked answers like a random one, and each try is written down', async () => {
  const { own, foreign } = world.targets;
  for (const operation of isAbout('object')) {
    const role = may(operation, 'building_manager') ? 'building_manager' : 'portfolio_manager';
    const text = JSON.stringify(await asks[operation]?.(own));
    const random = randomTarget();
    for (const field of Object.keys(own) as (keyof Target)[]) {
      // Numbers stand in times and ids as well.
      if (field === 'seq' || !text.includes(own[field])) continue;
      const put = (id: string) => JSON.parse(text.replaceAll(own[field], id));
      const before = await denials();
      const [asForeign, asRandom] = [
        await ask(operation, role, put(foreign[field])),
        await ask(operation, role, put(random[field])),
      ];
      expect(asForeign, `${operation} ${field}`).toEqual(asRandom);
      expect(asForeign.code, `${operation} ${field}`).toBe(missing);
      expect(await denials(), `${operation} ${field}`).toBe(before + 2);
    }
  }
}, 120_000);

test('S06 an id in capitals is the same id: in scope its answer is the same, beyond it looks like what does not exist', async () => {
  const ids = (target: Target) => Object.entries(target).flatMap(([name, id]) => (name === 'seq' ? [] : [id]));
  const inCapitals = (input: unknown, target: Target) =>
    JSON.parse(ids(target).reduce((text, id) => text.replaceAll(id, id.toUpperCase()), JSON.stringify(input)));
  const lowered = (answer: Answer) => JSON.stringify(answer).toLowerCase();
  for (const operation of isAbout('object', 'list', 'selection')) {
    const role = (['building_manager', 'portfolio_manager'] as const).find((each) => may(operation, each)) ?? 'owner';
    const { own, foreign } = world.targets;
    const nobody = await ask(operation, role, await asks[operation]?.(randomTarget()));
    const input = await asks[operation]?.(own);
    const answer = await ask(operation, role, inCapitals(input, own));
    // An act cannot be asked for twice and answer alike.
    if (handlers.has(operation)) {
      expect(lowered(answer), operation).toBe(lowered(await askAgain(operation, input)));
    }
    expect(answer.code, operation).not.toBe(missing);
    if (!harmless.includes(operation)) expect(answer.code, operation).not.toBe('invalid');
    if (role === 'owner') continue;
    expect(await ask(operation, role, inCapitals(await asks[operation]?.(foreign), foreign)), operation).toEqual(
      nobody,
    );
  }
}, 120_000);

test('S22 whatever a GET handler is asked about, nothing is changed by it here or at OpenKit', async () => {
  await enter({ role: 'owner' });
  const { own } = world.targets;
  const made: Record<string, string> = {};
  for (const [place, act] of [
    ['/dry-runs/', 'planBulk'],
    ['/exports/', 'exportList'],
  ] as const) {
    const { body } = await askAgain(act, await asks[act]?.(own));
    made[place] = Object.values((body as { value: Record<string, string> }).value)[0] ?? '';
  }
  const asked: [string, unknown][] = [];
  for (const operation of handlers.keys()) {
    const [, mine] = Object.entries(made).find(([place]) => operation.includes(place)) ?? [];
    asked.push([operation, mine ? { id: mine } : await asks[operation]?.(own)]);
  }
  const rows = () => contents(async (text) => (await db().execute<{ name: string; hash: string }>(text)).rows);
  const before = { rows: await rows(), writes: await writes() };
  for (const [operation, input] of asked) {
    const { code } = await askAgain(operation, input);
    expect(['ok', 'stale'], `${operation} ${code}`).toContain(code);
  }
  expect({ rows: await rows(), writes: await writes() }).toEqual(before);
});

/** Leave no record by themselves: what they find or note is seen, sent or signed by one that does. */
const unrecorded = [
  ...['addNames', 'decideRows', 'findContactOwner', 'findContactSharers', 'keepPreference', 'planBulk', 'planMissing'],
  ...['planOnboarding', 'proveMovedOut', 'saveView', 'startAuthenticator'],
];
/** Find nothing to do where they are asked a second time. */
const needless = ['claimSyncs', 'endStaffSessions', 'importBundles', 'importUnits', 'stopSweep'];

test('S23 while the log cannot be written, no act is done that leaves a record, and nothing is sent', async () => {
  const before = await writes();
  const done: string[] = [];
  await letLogBeWritten(office.database, false);
  try {
    for (const operation of actions.keys()) {
      if (operation === 'signOut') continue;
      if ((await ask(operation, 'owner', await asks[operation]?.(world.targets.own))).code === 'ok')
        done.push(operation);
    }
  } finally {
    await letLogBeWritten(office.database, true);
  }
  expect(done.filter((operation) => ![...unrecorded, ...needless].includes(operation))).toEqual([]);
  expect(await writes()).toBe(before);
});
