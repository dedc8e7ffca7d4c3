import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { UpstreamError } from '#server/openkit/upstream-error';
import { type BackOffice, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';
import { openkit } from '../openkit/openkit.ts';
import { refreshPerson } from './refresh-person.ts';
import { openSweep, type Sweep } from './sweep-state.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 250, buildings: 2 });
  await office.stopWorker();
});
afterAll(() => office.stop());
beforeEach(async () => {
  await office.control.clearFaults();
  await office.control.clearJournal();
});

const count = async (query: ReturnType<typeof sql>): Promise<number> =>
  (await db().execute<{ n: number }>(sql`select count(*) as n from ${query}`)).rows[0]?.n ?? 0;

const calls = async (path: string) =>
  (await office.control.journal()).filter((call) => call.path.endsWith(path)).length;

/** Which transaction wrote each row last. */
const marks = async () =>
  (
    await db().execute(sql`
      select (select sum(xmin::text::bigint) from access) as accesses, (select sum(xmin::text::bigint) from person) as people,
        (select sum(xmin::text::bigint) from door) as doors, (select sum(xmin::text::bigint) from building) as buildings`)
  ).rows[0];

test('a sweep holds everyone and every access once, and its first events say so', async () => {
  const users = office.emulator.emulator.world.users;
  expect(await count(sql`person where gone_at is null`)).toBe(users.length);
  const causes = await db().execute<{ cause: string }>(sql`select distinct cause from access_event`);
  expect(causes.rows).toEqual([{ cause: 'first_sweep' }]);
  expect(await count(sql`access where gone_at is null`)).toBe(
    await count(sql`access_event where name = 'access.appeared'`),
  );
  const seen = await db().execute<{ n: number }>(sql`select (seen_counts->>'accesses')::int as n from sweep`);
  expect(await count(sql`access where gone_at is null`)).toBe(seen.rows[0]?.n);
  // Some hold one door from the same instant, as whoever is given access together does.
  const together = sql`access a join access b on b.door_id = a.door_id and b.start_key = a.start_key
    and b.passcode_type = a.passcode_type and b.person_id > a.person_id`;
  expect(await count(together)).toBeGreaterThan(0);
});

test('a sweep asks for one page after the other and not a call more, and writes nothing when nothing changed', async () => {
  const before = await marks();
  expect(await sweepNow()).toBe('complete');
  const people = office.emulator.emulator.world.users.length;
  const doors = await count(sql`door`);
  expect(await calls('/v1/users')).toBe(Math.ceil(people / 100));
  expect(await calls('/v1/doors')).toBe(Math.ceil(doors / 100));
  expect(await calls('/v1/buildings')).toBe(1);
  expect(await calls('/oauth/token')).toBeLessThanOrEqual(1);
  expect(await office.control.journal()).toHaveLength(
    1 + Math.ceil(doors / 100) + Math.ceil(people / 100) + (await calls('/oauth/token')),
  );
  expect(await marks()).toEqual(before);
});

test('more than one in twenty people gone at once is not believed, and nobody goes', async () => {
  const before = await count(sql`person where gone_at is null`);
  const { users } = office.emulator.emulator.world;
  const away = users.splice(0, Math.floor(users.length / 20) + 1);
  expect(await sweepNow()).toBe('suspect');
  const last = await db().execute(sql`select reason from sweep order by generation desc limit 1`);
  expect(last.rows).toEqual([{ reason: 'sweep_lost_many' }]);
  expect(await count(sql`person where gone_at is null`)).toBe(before);
  users.unshift(...away);
  expect(await sweepNow()).toBe('complete');
});

test('a sweep cut off by a failing OpenKit goes on where it stopped', async () => {
  // A read is tried three times.
  for (const nth of [3, 4, 5]) {
    await office.control.addFault({
      match: { path: '/v1/users', nth },
      effect: { type: 'respond', status: 503 },
      times: 1,
    });
  }
  await expect(sweepNow()).rejects.toBeInstanceOf(UpstreamError);
  await office.control.clearJournal();
  expect(await sweepNow()).toBe('complete');
  expect(await calls('/v1/users')).toBe(Math.ceil(office.emulator.emulator.world.users.length / 100) - 2);
  expect(await calls('/v1/doors')).toBe(0);
});

test('an empty answer removes nobody and makes the sweep suspect', async () => {
  const before = await count(sql`person where gone_at is null`);
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'respond', status: 200, json: { users: [], nextPageToken: null } },
    times: 1,
  });
  expect(await sweepNow()).toBe('suspect');
  expect(await count(sql`person where gone_at is null`)).toBe(before);
  expect(await sweepNow()).toBe('complete');
});

test('whoever opens a sweep while another does goes on with theirs, and takes none of its marks', async () => {
  const at = await now();
  const mark = randomUUID();
  let second: Promise<Sweep> | undefined;
  const first = await db().transaction(async (tx) => {
    const opened = await openSweep(tx, at);
    second = openSweep(db(), at);
    const isWaiting = sql`pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into "sweep"%'`;
    await vi.waitFor(async () => expect(await count(isWaiting)).toBe(1), { interval: 10 });
    await tx.execute(sql`insert into sweep_seen (generation, id) values (${opened.generation}, ${mark})`);
    return opened;
  });
  expect((await second)?.generation).toBe(first.generation);
  expect(await count(sql`sweep where state = 'running'`)).toBe(1);
  expect(await count(sql`sweep_seen where id = ${mark}`)).toBe(1);
  expect(await sweepNow()).toBe('complete');
});

test('all that a sweep goes on from outlives a crash of PostgreSQL', async () => {
  const kept = await db().execute(sql`
    select relname, relpersistence from pg_class
    where relname in ('sweep', 'sweep_seen', 'sweep_token', 'sweep_loss') order by relname`);
  expect(kept.rows.map(({ relpersistence }) => relpersistence)).toEqual(['p', 'p', 'p', 'p']);
});

test('what is changed elsewhere becomes drift in the ledger', async () => {
  const held = await db().execute<{ person_id: string; door_id: string }>(sql`
    select a.person_id, a.door_id from access a
    where a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.role = 'non_resident'
      and (a.ends_at is null or a.ends_at > clock_timestamp() + interval '5 days')
    order by a.person_id, a.door_id limit 1`);
  const { person_id, door_id } = held.rows[0] ?? { person_id: '', door_id: '' };
  await office.control.revokeElsewhere(person_id, door_id);
  expect(await sweepNow()).toBe('complete');
  const events = await db().execute(sql`
    select name, cause from access_event
    where person_id = ${person_id} and door_id = ${door_id} and name = 'access.vanished'`);
  expect(events.rows).toEqual([{ name: 'access.vanished', cause: 'drift' }]);
});
test('a name that changed elsewhere stands at every access of its door and person, and nothing else is written', async () => {
  const held = await db().execute<{ person_id: string; door_id: string }>(sql`
    select person_id, door_id from access where gone_at is null and door_name is not null
    order by person_id, door_id limit 1`);
  const { person_id, door_id } = held.rows[0] ?? { person_id: '', door_id: '' };
  const user = office.emulator.emulator.world.users.find(({ uuid }) => uuid === person_id);
  if (!user) throw new Error('The person is not in the world.');
  user.firstName = 'Renée';
  await office.control.worldEvent({ type: 'door_renamed', doorUuid: door_id, name: 'Élan 9' });
  const others = sql`access where person_id <> ${person_id} and door_id <> ${door_id}`;
  const marks = () => db().execute(sql`select sum(xmin::text::bigint) as marks from ${others}`);
  const before = await marks();
  expect(await sweepNow()).toBe('complete');
  expect((await marks()).rows).toEqual(before.rows);
  const stale = await db().execute(sql`
    select a.id from access a join person p on p.id = a.person_id left join door d on d.id = a.door_id
    where a.person_name <> p.first_name || ' ' || p.last_name or a.person_sort <> left(p.sort_name, 120)
      or a.door_name is distinct from d.name or a.door_sort <> coalesce(left(d.sort_name, 120), '')`);
  expect(stale.rows).toEqual([]);
  expect(await count(sql`access where person_id = ${person_id} and person_sort like 'renee %'`)).toBeGreaterThan(0);
  expect(await count(sql`access where door_id = ${door_id} and door_sort = 'elan 9'`)).toBeGreaterThan(0);
});

test('a sweep tells how many people, doors, buildings and accesses appeared, changed and vanished', async () => {
  const { users, doors, buildings } = office.emulator.emulator.world;
  const differences = async () => {
    expect(await sweepNow()).toBe('complete');
    const { rows } = await db().execute(sql`select changes from sweep order by generation desc limit 1`);
    return rows[0]?.changes;
  };
  const none = { appeared: 0, changed: 0, vanished: 0 };
  const nothing = { ...none, people: none, doors: none, buildings: none };
  expect(await differences()).toEqual(nothing);

  const [[building], [door]] = [[...buildings.values()], [...doors.values()]];
  const [user] = users;
  if (!building || !door || !user) throw new Error('The world is empty.');
  building.name = 'Élan House';
  user.lastName = 'Quackenbush';
  await office.control.worldEvent({ type: 'door_renamed', doorUuid: door.uuid, name: 'Élan 10' });
  const one = { ...none, changed: 1 };
  expect(await differences()).toEqual({ ...none, people: one, doors: one, buildings: one });

  // Missed once, nobody is gone yet.
  const [away] = users.splice(0, 1);
  const held = await count(sql`access where gone_at is null and person_id = ${user.uuid}`);
  expect(held).toBeGreaterThan(0);
  expect(await differences()).toEqual(nothing);
  expect(await differences()).toEqual({ ...nothing, vanished: held, people: { ...none, vanished: 1 } });
  users.unshift(...(away ? [away] : []));
  expect(await differences()).toEqual({ ...nothing, appeared: held, people: { ...none, appeared: 1 } });
});

test('the buildings of somebody know that they are gone, and that a sweep or a reading of them alone found them again', async () => {
  const { users } = office.emulator.emulator.world;
  const held = await db().execute<{ id: string }>(sql`select min(person_id::text) as id from person_building`);
  const at = users.findIndex(({ uuid }) => uuid === held.rows[0]?.id);
  const [away] = users.splice(at, 1);
  if (!away) throw new Error('The person is not in the world.');
  const known = async () => {
    expect(
      await count(
        sql`person_building pb join person p on p.id = pb.person_id where pb.is_gone <> (p.gone_at is not null)`,
      ),
    ).toBe(0);
    return (await count(sql`person_building where person_id = ${away.uuid} and is_gone`)) > 0;
  };
  const isKnownAfterSweep = async () => {
    expect(await sweepNow()).toBe('complete');
    return known();
  };
  expect(await isKnownAfterSweep()).toBe(false);
  expect(await isKnownAfterSweep()).toBe(true);
  users.push(away);
  expect(await isKnownAfterSweep()).toBe(false);
  users.pop();
  expect(await isKnownAfterSweep()).toBe(false);
  expect(await isKnownAfterSweep()).toBe(true);
  users.push(away);
  await refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, away.uuid);
  expect(await known()).toBe(false);
});

test('PostgreSQL knows what the first sweep filled', async () => {
  const known = await db().execute<{ name: string; rows: number }>(sql`
    select relname as name, reltuples as rows from pg_class where relname in ('access', 'person', 'door')`);
  for (const { rows } of known.rows) expect(rows).toBeGreaterThan(0);
});
