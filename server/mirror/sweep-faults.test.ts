import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connectionOf } from '#lib/messages/openkit-words';
import { db } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { coverageNow } from '#server/services/sync/coverage';
import { getOpenKitStatus } from '#server/services/sync/get-openkit-status';
import { getOutage } from '#server/services/sync/get-outage';
import { getSyncStatus } from '#server/services/sync/get-sync-status';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';
import { refreshPerson } from './refresh-person.ts';
import { stopRunningSweep } from './sweep-state.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 350, buildings: 2 });
  await office.stopWorker();
});
afterAll(() => office.stop());
beforeEach(() => office.control.clearJournal());
afterEach(() => office.control.clearFaults());

const count = async (query: ReturnType<typeof sql>): Promise<number> =>
  (await db().execute<{ n: number }>(sql`select count(*) as n from ${query}`)).rows[0]?.n ?? 0;

const held = () => count(sql`access where gone_at is null`);
const present = () => count(sql`person where gone_at is null`);

const lastSweep = async () => (await db().execute(sql`select * from sweep order by generation desc limit 1`)).rows[0];

const asked = async (path: string) =>
  (await office.control.journal()).filter((call) => call.path.endsWith(path)).length;

test('S39 pages that shift while they are read lose nobody, and one miss deletes nobody', async () => {
  const before = await present();
  await office.control.addFault({
    match: { path: '/v1/users', nth: 2 },
    effect: { type: 'page_shift', by: 3 },
    times: 1,
  });
  expect(await sweepNow()).toBe('complete');
  expect(await count(sql`person where missed_sweeps = 1`)).toBe(3);
  expect(await present()).toBe(before);
  expect(await sweepNow()).toBe('complete');
  expect(await count(sql`person where missed_sweeps > 0`)).toBe(0);
  expect(await present()).toBe(before);
});

test('a list that goes round in a circle of three pages stops, removes nothing and is suspect', async () => {
  const before = await held();
  await office.control.addFault({
    match: { path: '/v1/users', nth: 4 },
    effect: { type: 'drift', field: 'nextPageToken', to: 'value', value: '100' },
    times: 1,
  });
  expect(await sweepNow()).toBe('suspect');
  expect(await lastSweep()).toMatchObject({ state: 'suspect', reason: 'sweep_loop' });
  expect(await asked('/v1/users')).toBeLessThanOrEqual(5);
  expect(await held()).toBe(before);
  const owner = await sessionAs('owner');
  expect((await getSyncStatus(owner)).suspect).toMatchObject({ isAcceptable: false });
  expect(await sweepNow()).toBe('complete');
  expect((await getSyncStatus(owner)).suspect).toBeNull();
});

const users = '/v1/users';
const empty = (nextPageToken: string) => ({ type: 'respond', status: 200, json: { users: [], nextPageToken } });
const answer = (nth: number, effect: object) => office.control.addFault({ match: { path: users, nth }, effect });

const firstPage = (value: string) => [
  { type: 'page_shift', by: -1_000_000 },
  { type: 'drift', field: 'nextPageToken', to: 'value', value },
];

test.each([
  // As many as 350 people could fill, twenty a page, and then some.
  ['empty pages', (token: string) => [empty(token)], 24],
  ['the same page', firstPage, 6],
] as const)(
  'a list that goes on with %s, each with a token of its own, stops, removes nothing and is suspect',
  async (_, page, most) => {
    const before = await held();
    for (let nth = 2; nth < most + 5; nth += 1) {
      for (const effect of page(`${nth}00000`)) await answer(nth, effect);
    }
    expect(await sweepNow()).toBe('suspect');
    expect(await lastSweep()).toMatchObject({ reason: 'sweep_loop' });
    expect(await asked(users)).toBeLessThanOrEqual(most);
    expect(await held()).toBe(before);
    await office.control.clearFaults();
    expect(await sweepNow()).toBe('complete');
  },
);

test('people who suddenly hold nothing keep what they had until it is believed', async () => {
  const before = await held();
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'drift', field: 'users[].accesses', to: 'value', value: [] },
  });
  expect(await sweepNow()).toBe('suspect');
  expect(await lastSweep()).toMatchObject({ reason: 'sweep_lost_accesses' });
  expect(await held()).toBe(before);
  expect((await coverageNow(db())).coverage.sweep).toBe('suspect');
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  expect(await held()).toBe(before);
  expect(await count(sql`access_event where name = 'access.vanished'`)).toBe(0);
});

test.each([
  ['a redirect', { type: 'respond', status: 302, headers: { location: 'http://localhost/' } }],
  ['HTML under 200', { type: 'corrupt_body', as: 'html' }],
  ['null under 200', { type: 'corrupt_body', as: 'null' }],
  ['half a document', { type: 'corrupt_body', as: 'malformed_json' }],
])('%s in mid-sweep is asked for three times, then the sweep is suspect and removes nothing', async (_, effect) => {
  const before = await held();
  await office.control.addFault({ match: { path: '/v1/users' }, effect });
  expect(await sweepNow()).toBe('suspect');
  expect(await lastSweep()).toMatchObject({ reason: 'sweep_unparsable' });
  expect(await asked('/v1/users')).toBe(3);
  expect(await held()).toBe(before);
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
});

test('rubbish once is only asked for again', async () => {
  await office.control.addFault({
    match: { path: '/v1/users', nth: 2 },
    effect: { type: 'corrupt_body', as: 'html' },
    times: 1,
  });
  expect(await sweepNow()).toBe('complete');
});

test('S27 a token that ends in mid-sweep, with 401 and with 403, is renewed once and nobody notices', async () => {
  for (const answer of [401, 403]) {
    await office.control.clearJournal();
    await office.control.addFault({
      match: { path: '/v1/users', nth: 3 },
      effect: { type: 'token_expire', answer },
      times: 1,
    });
    expect(await sweepNow()).toBe('complete');
    expect(await asked('/oauth/token')).toBeLessThanOrEqual(1);
    await office.control.clearFaults();
    // A token that was forced is not forced again for half a minute: the next round begins with an ordinary one.
    await db().execute(sql`delete from upstream_token`);
  }
});

test.each<[string, () => Record<string, string>, number]>([
  ['in seconds', () => ({ 'retry-after': '1' }), 1000],
  // A date has no fractions of a second: at least one whole one is left of two.
  ['as a date', () => ({ 'retry-after': new Date(Date.now() + 2000).toUTCString() }), 900],
  ['not at all', () => ({}), 0],
  ['as rubbish', () => ({ 'retry-after': 'soon' }), 0],
])(
  'S29 a 429 in mid-sweep that says %s how long to wait is obeyed: one repeat, not a storm',
  async (_, say, leastMs) => {
    const headers = say();
    await office.control.addFault({
      match: { path: '/v1/users', nth: 2 },
      effect: { type: 'respond', status: 429, headers },
      times: 1,
    });
    expect(await sweepNow()).toBe('complete');
    expect(await asked('/v1/users')).toBe(Math.ceil(office.emulator.emulator.world.users.length / 100) + 1);
    const read = (await office.control.journal()).filter(({ path }) => path.endsWith('/v1/users'));
    const refused = read.findIndex(({ status }) => status === 429);
    const waitedMs = (read[refused + 1]?.at ?? 0) - (read[refused]?.at ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(leastMs);
    await db().execute(sql`update rate_budget set slowdown = 1`);
  },
);

test('an hour of outage: reads go on and say how old they are, and the history knows when it was blind', async () => {
  const owner = await sessionAs('owner');
  const before = await getSyncStatus(owner);
  await office.control.addFault({ match: {}, effect: { type: 'respond', status: 503 } });
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  await office.control.advanceClock('PT1H');
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  const people = await listPeople(owner, listPeopleQuery.parse({}));
  expect(people.items.length).toBeGreaterThan(0);
  expect(people.asOf).toBe(before.asOf);
  expect(await getSyncStatus(owner)).toMatchObject({ state: 'running', reason: 'upstream_unavailable' });
  expect(await getOutage(owner)).toEqual({ reason: 'upstream_unavailable', asOf: before.asOf });
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  expect(await getOutage(owner)).toBeNull();
  const blind = await db().execute<{ minutes: number; reason: string }>(sql`
    select extract(epoch from ended_at - started_at)::int / 60 as minutes, reason from outage
    where reason = 'upstream_unavailable'`);
  expect(blind.rows).toEqual([{ minutes: 60, reason: 'upstream_unavailable' }]);
});

test.each([
  [
    'a redirect',
    { type: 'respond', status: 302, headers: { location: 'http://localhost/' } },
    'upstream_unreadable',
    'Not understood',
  ],
  ['HTML under 200', { type: 'corrupt_body', as: 'html' }, 'upstream_unreadable', 'Not understood'],
  ['404 for everything', { type: 'respond', status: 404 }, 'sweep_denied', 'Refusing'],
  ['400 for everything', { type: 'respond', status: 400 }, 'sweep_denied', 'Refusing'],
])('hours behind %s are an outage too: pages say so, and the history was blind', async (_, effect, reason, word) => {
  const owner = await sessionAs('owner');
  const blind = async () =>
    (
      await db().execute<{ hours: number | null; reason: string }>(sql`
        select extract(epoch from ended_at - started_at)::int / 3600 as hours, reason from outage
        order by id desc limit 1`)
    ).rows[0];
  const fail = () => sweepNow().catch((error: unknown) => error);
  await office.control.addFault({ match: {}, effect });
  await fail();
  await office.control.advanceClock('PT2H');
  await fail();
  expect(await getOutage(owner)).toMatchObject({ reason });
  const worker = { at: '', isAlive: true, breaker: 'closed' } as const;
  expect(connectionOf({ ...(await getOpenKitStatus(owner)), worker }).word).toBe(word);
  expect(await blind()).toEqual({ hours: null, reason });
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
  expect(await getOutage(owner)).toBeNull();
  expect(await blind()).toEqual({ hours: 2, reason });
});

test.each([400, 404])(
  'a page token that OpenKit refuses with %i ends the sweep, the next begins anew',
  async (status) => {
    const before = await held();
    await office.control.addFault({
      match: { path: '/v1/users', nth: 2 },
      effect: { type: 'respond', status },
      times: 1,
    });
    expect(await sweepNow()).toBe('suspect');
    expect(await lastSweep()).toMatchObject({ reason: 'sweep_page_refused' });
    expect(await held()).toBe(before);
    expect(await getOutage(await sessionAs('owner'))).toBeNull();
    expect(await sweepNow()).toBe('complete');
  },
);

test('an outage ends with the first person who is read again, not only with a sweep', async () => {
  const owner = await sessionAs('owner');
  await office.control.addFault({ match: {}, effect: { type: 'respond', status: 503 } });
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await getOutage(owner)).not.toBeNull();
  await office.control.clearFaults();
  const id = office.emulator.emulator.world.users[0]?.uuid ?? '';
  await refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, id);
  expect(await count(sql`outage where ended_at is null`)).toBe(0);
  expect(await sweepNow()).toBe('complete');
});

test('a page that cannot be saved is tried again, and meanwhile the status says so', async () => {
  const owner = await sessionAs('owner');
  const user = office.emulator.emulator.world.users[0];
  if (!user) throw new Error('The world is empty.');
  user.lastName = 'Quackenbush';
  const asDatabaseOwner = async (statement: string) => {
    const client = new pg.Client({ connectionString: office.database.ownerUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await asDatabaseOwner(`alter table person add constraint unwanted check (last_name <> 'Quackenbush')`);
  await expect(sweepNow()).rejects.toMatchObject({ cause: { code: '23514' } });
  expect(await getSyncStatus(owner)).toMatchObject({ state: 'running', reason: 'sweep_not_saved' });
  await asDatabaseOwner('alter table person drop constraint unwanted');
  expect(await sweepNow()).toBe('complete');
  expect(await getSyncStatus(owner)).toMatchObject({ reason: null });
});

test('a sweep that a person stops ends at its next page, and what it read stays', async () => {
  await office.control.addFault({
    match: { path: '/v1/users', nth: 2 },
    effect: { type: 'delay', beforeMs: 1000 },
    times: 1,
  });
  const ended = sweepNow();
  await vi.waitFor(async () => expect(await asked('/v1/users')).toBe(1), { interval: 10 });
  await db().transaction((tx) => stopRunningSweep(tx, new Date().toISOString()));
  expect(await ended).toBe('stopped');
  expect(await lastSweep()).toMatchObject({ state: 'stopped', reason: null });
  await office.control.clearFaults();
  await office.control.clearJournal();
  expect(await sweepNow()).toBe('complete');
  expect(await asked('/v1/buildings')).toBe(1);
});

test('a list that is empty on every page to its end is a loss that somebody can accept', async () => {
  const drift = { type: 'drift', field: 'users', to: 'value', value: [] };
  await office.control.addFault({ match: { path: users }, effect: drift });
  expect(await sweepNow()).toBe('suspect');
  expect(await asked(users)).toBe(4);
  const owner = await sessionAs('owner');
  expect((await getSyncStatus(owner)).suspect).toMatchObject({ reason: 'sweep_empty', isAcceptable: true });
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
});

test('two pages without anything new are no matter, and a restart does not forget them', async () => {
  for (const [nth, token] of [
    [2, '02'],
    [3, '0100'],
  ] as const)
    await answer(nth, empty(token));
  expect(await sweepNow()).toBe('complete');
  await office.control.clearFaults();

  for (const nth of [2, 3]) for (const effect of firstPage(`0${nth}`)) await answer(nth, effect);
  // A read is tried three times.
  for (const nth of [4, 5, 6]) await answer(nth, { type: 'respond', status: 503 });
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await lastSweep()).toMatchObject({ state: 'running', idle_pages: 2 });
  await office.control.clearFaults();
  for (const effect of firstPage('04')) await answer(1, effect);
  expect(await sweepNow()).toBe('suspect');
  expect(await lastSweep()).toMatchObject({ reason: 'sweep_loop' });
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
});
