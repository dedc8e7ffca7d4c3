import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { noteEnds } from '#server/mirror/note-ends';
import { refreshPerson } from '#server/mirror/refresh-person';
import { openkit } from '#server/openkit/openkit';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { listAnswers } from '#server/services/questions/list-answers';
import { listAnswersQuery } from '#server/services/questions/list-query';
import { acceptLoss } from '#server/services/sync/accept-loss';
import { getSyncStatus } from '#server/services/sync/get-sync-status';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { historyBounds } from './history-bounds.ts';
import { countEvents, listEvents } from './list-events.ts';
import { countHistory, listHistory } from './list-history.ts';
import { countEventsQuery, countHistoryQuery, listEventsQuery, listHistoryQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;

beforeAll(async () => {
  office = await startBackOffice({ people: 400, buildings: 2 });
  await office.stopWorker();
  owner = await sessionAs('owner');
  accesses.push(...(await readAccesses()));
});
afterAll(() => office.stop());
afterEach(() => office.control.clearFaults());

const history = async (subject: 'person' | 'door' | 'building', id: string, session = owner, limit = 50) =>
  (await listHistory(subject)(session, listHistoryQuery.parse({ id, limit }))).items;

const told = (rows: HistoryRow[]) => rows.map(({ name, cause }) => [name, cause]);

type Held = { id: string; personId: string; doorId: string; buildingId: string; startsAt: string };

/** Permanent accesses of ours that work for days yet, as they stood at first: the clock moves meanwhile. */
const accesses: Held[] = [];

async function readAccesses(): Promise<Held[]> {
  const { rows } = await db().execute<Held>(sql`
    select a.id, a.person_id as "personId", a.door_id as "doorId", a.building_id as "buildingId", a.starts_at as "startsAt"
    from access a where a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner'
      and a.role = 'non_resident' and a.starts_at < ${await now()}::timestamptz
      and (a.ends_at is null or a.ends_at > ${await now()}::timestamptz + interval '5 days')
    order by a.person_id, a.id`);
  return rows;
}

/** Each test takes another. */
function anAccess(skip: number): Held {
  const found = accesses[skip * 7];
  if (!found) throw new Error('The world has no such access.');
  return found;
}

test('what the first reading found is where the history begins', async () => {
  const { personId } = anAccess(0);
  const rows = await history('person', personId);
  expect(new Set(told(rows).map(String))).toEqual(new Set(['access.appeared,first_sweep']));
  expect(rows.every(({ since, isBlind }) => since === null && !isBlind)).toBe(true);
  const { beginsAt, outages } = await historyBounds(owner);
  expect(beginsAt).not.toBeNull();
  expect(outages).toEqual([]);
});

test('what was changed elsewhere says before and after, and between which readings', async () => {
  const { personId, doorId, buildingId } = anAccess(1);
  await office.control.advanceClock('PT1H');
  const endTime = '2030-01-01T00:00:00.000Z';
  await office.control.worldEvent({ type: 'access_moved', userUuid: personId, doorUuid: doorId, endTime });
  expect(await sweepNow()).toBe('complete');
  const [row] = await history('person', personId);
  expect(row).toMatchObject({
    name: 'access.changed',
    cause: 'drift',
    after: { end: endTime },
    isBlind: false,
  });
  const { rows } = await db().execute<{ at: string }>(sql`
    select started_at as at from sweep where state = 'complete' order by generation limit 1`);
  expect(row?.since).toBe(rows[0]?.at);
  expect((await history('door', doorId))[0]?.id).toBe(row?.id);
  expect((await history('building', buildingId)).map(({ id }) => id)).toContain(row?.id);
});

/** A sweep an hour after the last: when it began. */
async function sweptAt(): Promise<string> {
  await office.control.advanceClock('PT1H');
  expect(await sweepNow()).toBe('complete');
  const { rows } = await db().execute<{ at: string }>(sql`
    select started_at as at from sweep order by generation desc limit 1`);
  return rows[0]?.at ?? '';
}

test('what is gone was there when the last sweep began that did not miss it', async () => {
  const { personId, doorId } = anAccess(6);
  const before = await sweptAt();
  await office.control.revokeElsewhere(personId, doorId);
  await sweptAt();
  expect((await history('person', personId))[0]).toMatchObject({ name: 'access.vanished', since: before });
});

test('a door or a person that two sweeps missed was there when the one before those began', async () => {
  const { rows } = await db().execute<{ doorId: string; personId: string }>(sql`
    select (select id from door d where not exists (select 1 from access where door_id = d.id) order by id limit 1) as "doorId",
      (select person_id from access where gone_at is null and ends_at is null order by person_id desc limit 1) as "personId"`);
  const { doorId = '', personId = '' } = rows[0] ?? {};
  const before = await sweptAt();
  const { users } = office.emulator.emulator.world;
  const place = users.findIndex(({ uuid }) => uuid === personId);
  const away = users.splice(place, 1);
  await office.control.enableDoor(doorId, false);
  await sweptAt();
  await sweptAt();
  expect((await history('door', doorId))[0]).toMatchObject({ name: 'door.vanished', since: before });
  const lost = (await history('person', personId)).filter(({ name }) => name === 'access.vanished');
  expect(lost.length).toBeGreaterThan(0);
  for (const { since } of lost) expect(since).toBe(before);
  const asked = listAnswersQuery.parse({ person: personId, from: addMs(before, 60_000), limit: 200 });
  const { items } = await listAnswers(owner, asked);
  expect(items.length).toBeGreaterThan(0);
  for (const { doubts } of items) expect(doubts).toContain('changed_elsewhere');
  users.splice(place, 0, ...away);
  await office.control.enableDoor(doorId, true);
  await sweptAt();
});

test('a loss that somebody accepted was there when the sweep before the suspect one began', async () => {
  const { users } = office.emulator.emulator.world;
  const before = await sweptAt();
  const away = users.splice(0, Math.ceil(users.length / 10));
  await office.control.advanceClock('PT1H');
  expect(await sweepNow()).toBe('suspect');
  const generation = (await getSyncStatus(owner)).suspect?.generation ?? 0;
  await office.control.advanceClock('PT1H');
  await acceptLoss(owner, { generation });
  const { items } = await listEvents(owner, listEventsQuery.parse({ kind: 'vanished', cause: 'drift' }));
  expect(items.some(({ person }) => away.some(({ uuid }) => uuid === person?.id))).toBe(true);
  for (const { person, since } of items) if (away.some(({ uuid }) => uuid === person?.id)) expect(since).toBe(before);
  users.unshift(...away);
  await sweptAt();
});

test('an access given here names its operation, and one that a resident shares says so', async () => {
  await office.startWorker();
  const { doorId } = anAccess(2);
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Iris', lastName: 'Lund', email: 'iris.history@example.com', phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });
  await settled(owner, operationId);
  await office.stopWorker();
  expect((await history('door', doorId))[0]).toMatchObject({
    name: 'access.appeared',
    cause: 'operation',
    operationId,
    since: null,
    person: { name: 'Iris Lund' },
  });
  const { rows } = await db().execute<{ personId: string; doorId: string }>(sql`
    select person_id as "personId", door_id as "doorId" from access
    where gone_at is null and role = 'resident' and shareable and passcode_type = 'PERMANENT' and ends_at is null
    order by id limit 1`);
  const host = rows[0];
  await office.control.worldEvent({
    type: 'guest_invited',
    hostUuid: host?.personId ?? '',
    doorUuid: host?.doorId ?? '',
    email: 'gus.guest@example.com',
    firstName: 'Gus',
    lastName: 'Guest',
  });
  expect(await sweepNow()).toBe('complete');
  expect(told(await history('door', host?.doorId ?? ''))[0]).toEqual(['access.appeared', 'guest_share']);
});

test('guests lose a door with the resident who shared it, by what was done to that one and at that time', async () => {
  const { rows } = await db().execute<{ personId: string; doorId: string }>(sql`
    select a.person_id as "personId", a.door_id as "doorId" from access a
    where a.gone_at is null and a.role = 'resident' and a.shareable and a.granter_kind = 'partner'
      and a.passcode_type = 'PERMANENT' and a.ends_at is null
      and not exists (select 1 from access other where other.granter_id = a.person_id)
    order by a.id desc limit 1`);
  const { personId = '', doorId = '' } = rows[0] ?? {};
  const names = ['Una', 'Otto'];
  for (const firstName of names) {
    const email = `${firstName.toLowerCase()}.guest@example.com`;
    const guest = { doorUuid: doorId, hostUuid: personId, email, firstName, lastName: 'Guest' };
    await office.control.worldEvent({ type: 'guest_invited', ...guest });
  }
  await sweptAt();
  const { rows: guests } = await db().execute<{ id: string }>(sql`
    select id from person where last_name = 'Guest' and first_name = any(${sql.param(names)}::text[]) order by first_name`);
  const [alone = '', swept = ''] = guests.map(({ id }) => id);

  await office.startWorker();
  const revocation = { intentId: randomUUID(), personId, doorIds: [doorId] };
  const { operationId } = await revokeAccess(nextRequest(owner), revocation);
  await settled(owner, operationId);
  await office.stopWorker();
  const [lost] = await history('person', personId);
  expect(lost).toMatchObject({ name: 'access.vanished', operationId });
  await office.control.advanceClock('PT1H');
  await refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, alone);
  await sweptAt();
  await sweptAt();
  for (const guest of [alone, swept]) {
    const [row] = await history('person', guest);
    expect(row).toMatchObject({ name: 'access.vanished', cause: 'operation', operationId, at: lost?.at });
    const { rows: left } = await db().execute(sql`
      select a.gone_at, (select count(*) from drift x where x.access_id = a.id) as drift
      from access a where a.person_id = ${guest}`);
    expect(left).toEqual([{ gone_at: lost?.at, drift: 0 }]);
  }
});

test('guests of a resident whose time is over lose the door then, by its end; of later nobody promises them anything', async () => {
  const { rows } = await db().execute<{ personId: string; doorId: string }>(sql`
    select a.person_id as "personId", a.door_id as "doorId" from access a join door d on d.id = a.door_id and d.is_connected
    where a.gone_at is null and a.role = 'resident' and a.shareable and a.passcode_type = 'PERMANENT' and a.ends_at is null
      and not exists (select 1 from access other where other.granter_id = a.person_id)
      and (select count(*) from access same where same.person_id = a.person_id and same.door_id = a.door_id) = 1
    order by a.id desc limit 1`);
  const { personId = '', doorId = '' } = rows[0] ?? {};
  const names = ['Alma', 'Sven'];
  for (const firstName of names) {
    const email = `${firstName.toLowerCase()}.lodger@example.com`;
    const guest = { doorUuid: doorId, hostUuid: personId, email, firstName, lastName: 'Lodger' };
    await office.control.worldEvent({ type: 'guest_invited', ...guest });
  }
  const end = addMs(await now(), 30 * 60_000);
  await office.control.worldEvent({ type: 'access_moved', userUuid: personId, doorUuid: doorId, endTime: end });
  expect(await sweepNow()).toBe('complete');
  const { rows: guests } = await db().execute<{ id: string }>(sql`
    select id from person where last_name = 'Lodger' order by first_name`);
  const [alone = '', swept = ''] = guests.map(({ id }) => id);
  const doubtsAt = async (from: Instant) => {
    const { items } = await listAnswers(owner, listAnswersQuery.parse({ doors: doorId, from, limit: 200 }));
    return items.filter((answer) => answer.personId === alone).map(({ doubts }) => doubts);
  };
  expect(await doubtsAt(addMs(end, -1000))).toEqual([[]]);
  expect(await doubtsAt(end)).toEqual([['host_ends']]);

  await office.control.advanceClock('PT1H');
  await refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, alone);
  await sweptAt();
  for (const guest of [alone, swept]) {
    expect((await history('person', guest))[0]).toMatchObject({ name: 'access.vanished', cause: 'expiry', at: end });
    const { rows: left } = await db().execute(sql`
      select a.gone_at, (select count(*) from drift x where x.access_id = a.id and x.kind = 'ended') as drift
      from access a where a.person_id = ${guest}`);
    expect(left).toEqual([{ gone_at: end, drift: 0 }]);
  }
});

test('an access that ends by itself says so at its end, while OpenKit still lists it, and only once', async () => {
  const { personId, doorId } = anAccess(3);
  const end = new Date(Date.parse(await now()) + 3_600_000).toISOString();
  await office.control.worldEvent({ type: 'access_moved', userUuid: personId, doorUuid: doorId, endTime: end });
  expect(await sweepNow()).toBe('complete');
  await office.control.advanceClock('PT2H');
  await vi.waitFor(async () => expect((await now()) > end).toBe(true), { interval: 20 });
  expect(await noteEnds(db(), await now())).toBeGreaterThan(0);
  expect(await noteEnds(db(), await now())).toBe(0);
  const [row] = await history('person', personId);
  expect(row).toMatchObject({ name: 'access.ended', cause: 'expiry', at: end, since: null });
  const { rows } = await db().execute(sql`
    select 1 from access where person_id = ${personId} and door_id = ${doorId} and gone_at is null and ends_at = ${end}`);
  expect(rows).toHaveLength(1);
});

test('doors that are renamed, get another device, vanish and come back tell it', async () => {
  const { doorId } = anAccess(4);
  await office.control.worldEvent({ type: 'door_renamed', doorUuid: doorId, name: 'West lobby' });
  expect(await sweepNow()).toBe('complete');
  expect((await history('door', doorId))[0]).toMatchObject({
    name: 'door.renamed',
    cause: null,
    after: { doorName: 'West lobby' },
  });
  await office.control.worldEvent({ type: 'door_device', doorUuid: doorId, device: 'removed' });
  expect(await sweepNow()).toBe('complete');
  expect((await history('door', doorId))[0]).toMatchObject({
    name: 'door.device_changed',
    before: { isActivated: true },
    after: { isActivated: false, serialNumber: null },
  });
  await office.control.worldEvent({ type: 'door_device', doorUuid: doorId, device: 'installed' });
  expect(await sweepNow()).toBe('complete');
});

test('what happened while OpenKit could not be read is marked, and the outage is told', async () => {
  const { personId, doorId } = anAccess(5);
  await office.control.addFault({ match: {}, effect: { type: 'respond', status: 503 } });
  await expect(sweepNow()).rejects.toMatchObject({ kind: 'unavailable' });
  await office.control.clearFaults();
  await office.control.worldEvent({
    type: 'access_moved',
    userUuid: personId,
    doorUuid: doorId,
    endTime: '2031-01-01T00:00:00.000Z',
  });
  await office.control.advanceClock('PT1H');
  expect(await sweepNow()).toBe('complete');
  expect((await history('person', personId))[0]).toMatchObject({ cause: 'drift', isBlind: true });
  expect((await historyBounds(owner)).outages).toMatchObject([{ reason: 'upstream_unavailable' }]);
});

test('pages cover the two ledgers once, there and back, and whoever does not look after a building sees none of it', async () => {
  const { buildingId, doorId } = anAccess(4);
  const list = listHistory('building');
  const all: string[] = [];
  let cursor = '';
  let back = '';
  do {
    const page = await list(owner, listHistoryQuery.parse({ id: buildingId, limit: 200, cursor }));
    all.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
    back = page.prevCursor ?? back;
  } while (cursor);
  const { rows } = await db().execute<{ n: number }>(sql`
    select (select count(*) from access_event where building_id = ${buildingId})
      + (select count(*) from door_event where building_id = ${buildingId}) as n`);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(rows[0]?.n ?? -1);
  const before = await list(owner, listHistoryQuery.parse({ id: buildingId, limit: 200, cursor: back }));
  expect(all).toEqual(expect.arrayContaining(before.items.map(({ id }) => id)));
  const [other] = (await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId}`)).rows;
  const agent = await sessionAs('leasing_agent', [other?.id ?? '']);
  expect(await history('building', buildingId, agent)).toEqual([]);
  expect(await history('door', doorId, agent)).toEqual([]);
});

test('kind, cause and days narrow a history, combine, and page as one list', async () => {
  const { buildingId } = anAccess(4);
  const list = listHistory('building');
  const readAll = async (asked: object) => {
    const rows: HistoryRow[] = [];
    let cursor = '';
    do {
      const page = await list(owner, listHistoryQuery.parse({ id: buildingId, limit: 40, cursor, ...asked }));
      rows.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return rows;
  };
  const all = await readAll({});
  const day = all[0]?.at.slice(0, 10) ?? '';
  const filters: [object, (row: HistoryRow) => boolean][] = [
    [{ kind: 'appeared' }, ({ name }) => name === 'access.appeared'],
    [{ kind: 'changed' }, ({ name }) => name === 'access.changed'],
    [{ kind: 'door' }, ({ name }) => name.startsWith('door.')],
    [{ cause: 'first_sweep' }, ({ cause }) => cause === 'first_sweep'],
    [{ cause: 'drift', kind: 'changed' }, ({ cause, name }) => cause === 'drift' && name === 'access.changed'],
    [{ from: day, to: day }, ({ at }) => at.startsWith(day)],
    [{ door: all[0]?.door.id }, ({ door }) => door.id === all[0]?.door.id],
    [{ cause: 'drift', to: day }, ({ cause, at }) => cause === 'drift' && at.slice(0, 10) <= day],
  ];
  for (const [asked, holds] of filters) {
    const expected = all.filter(holds).map(({ id }) => id);
    expect(expected, JSON.stringify(asked)).not.toEqual([]);
    expect(
      (await readAll(asked)).map(({ id }) => id),
      JSON.stringify(asked),
    ).toEqual(expected);
    expect(await countHistory('building')(owner, countHistoryQuery.parse({ id: buildingId, ...asked }))).toEqual({
      count: expected.length,
      isExact: true,
    });
  }
  expect((await readAll({ sort: 'at' })).map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse());
  expect(await readAll({ kind: 'door', cause: 'drift' })).toEqual([]);
  const { nextCursor } = await list(owner, listHistoryQuery.parse({ id: buildingId, limit: 1 }));
  const other = listHistoryQuery.parse({ id: buildingId, limit: 1, cause: 'drift', cursor: nextCursor });
  await expect(list(owner, other)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
  const given = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString());
  const cursor = Buffer.from(JSON.stringify({ ...given, key: '2020\n1\n5' })).toString('base64url');
  const forged = listHistoryQuery.parse({ id: buildingId, limit: 1, cursor });
  await expect(list(owner, forged)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
});

test('a search finds whom and what an event is about beside its subject, whatever its accents and case', async () => {
  const { personId, doorId, buildingId } = anAccess(4);
  const { rows } = await db().execute<{ person: string; door: string; building: string }>(sql`
    select p.last_name as person, d.name as door, b.name as building from person p, door d, building b
    where p.id = ${personId} and d.id = ${doorId} and b.id = ${buildingId}`);
  const { person = '', door = '', building = '' } = rows[0] ?? {};
  const searched = async (subject: 'person' | 'door' | 'building', id: string, q: string, session = owner) =>
    (await listHistory(subject)(session, listHistoryQuery.parse({ id, q, limit: 200 }))).items;
  const upper = (name: string) => name.toUpperCase();

  const ofPerson = await searched('building', buildingId, upper(person));
  expect(ofPerson.some((row) => row.person?.id === personId)).toBe(true);
  for (const row of ofPerson) expect(`${row.person?.name} ${row.door.name}`).toContain(person);
  const ofDoor = await searched('building', buildingId, upper(door));
  expect(ofDoor.some((row) => row.name === 'door.renamed')).toBe(true);
  expect(new Set(ofDoor.map((row) => row.door.name))).toEqual(new Set([door]));

  const atDoor = await searched('door', doorId, upper(person));
  expect(atDoor.length).toBeGreaterThan(0);
  for (const row of atDoor) expect(row.person?.name).toContain(person);
  const theirs = await searched('person', personId, upper(door));
  expect(theirs.length).toBeGreaterThan(0);
  for (const row of theirs) expect(row.door.id).toBe(doorId);
  expect((await searched('person', personId, building)).length).toBeGreaterThanOrEqual(theirs.length);

  expect(await searched('building', buildingId, 'xqjkv')).toEqual([]);
  const [other] = (await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId}`)).rows;
  const agent = await sessionAs('leasing_agent', [other?.id ?? '']);
  expect(await searched('building', buildingId, upper(person), agent)).toEqual([]);
});

test('the list of all events is the histories of the buildings together, by scope, area, filter and search', async () => {
  const { rows: buildings } = await db().execute<{ id: string; doorId: string; q: string }>(sql`
    select b.id, d.id as "doorId", b.name as q from building b
    cross join lateral (select id from door where building_id = b.id order by id limit 1) d order by b.id`);
  const [north, south] = buildings;
  if (!north || !south) throw new Error('The world has two buildings.');
  const person = (await history('building', north.id)).find((row) => row.person)?.person?.name ?? '';
  const readAll = async (read: (cursor: string) => Promise<Page<HistoryRow>>) => {
    const rows: HistoryRow[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page<HistoryRow> = await read(cursor);
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    return rows.map(({ id }) => id);
  };
  const allOf = (session: Session, asked: object) =>
    readAll((cursor) => listEvents(session, listEventsQuery.parse({ ...asked, limit: 150, cursor })));
  const ofBuildings = async (ids: string[], asked: object) => {
    const read = (id: string) => (cursor: string) =>
      listHistory('building')(owner, listHistoryQuery.parse({ ...asked, id, limit: 200, cursor }));
    return (await Promise.all(ids.map((id) => readAll(read(id))))).flat().sort();
  };
  const limited = await sessionAs('leasing_agent', [south.id]);
  const byDoor: Session = {
    ...(await sessionAs('auditor')),
    scope: { buildingIds: [], portfolioIds: [], doorIds: [north.doorId] },
  };
  const asked = [
    {},
    { kind: 'appeared' },
    { kind: 'door' },
    { cause: 'drift' },
    { cause: 'drift', kind: 'changed' },
    { kind: 'door', cause: 'drift' },
    { q: person },
    { q: 'lobby' },
    { q: person, cause: 'first_sweep' },
    { q: 'xqjkv' },
  ];
  for (const filters of asked) {
    const said = JSON.stringify(filters);
    const both = await ofBuildings([north.id, south.id], filters);
    const all = await allOf(owner, filters);
    expect([...all].sort(), said).toEqual(both);
    expect(await allOf(owner, { ...filters, sort: 'at' }), said).toEqual([...all].reverse());
    expect((await allOf(owner, { ...filters, building: north.id })).sort(), said).toEqual(
      await ofBuildings([north.id], filters),
    );
    expect((await allOf(limited, filters)).sort(), said).toEqual(await ofBuildings([south.id], filters));
    expect(await allOf(limited, { ...filters, building: north.id }), said).toEqual([]);
    expect((await allOf(byDoor, filters)).sort(), said).toEqual(
      await ofBuildings([north.id], { ...filters, door: north.doorId }),
    );
    const count = countEventsQuery.parse(filters);
    expect((await countEvents(owner, count)).count, said).toBe(all.length);
  }
});

test('where few match, similar names of people and doors with such events are offered, in scope alone', async () => {
  const { rows: buildings } = await db().execute<{ id: string; door: string; doorId: string }>(sql`
    select b.id, d.name as door, d.id as "doorId" from building b
    cross join lateral (select id, name from door where building_id = b.id order by length(name) desc, id limit 1) d
    order by b.id`);
  const [north, south] = buildings;
  if (!north || !south) throw new Error('The world has two buildings.');
  // Once at home in the south, but what happened to them happened in the north.
  const { rows: people } = await db().execute<{ id: string }>(sql`
    with made as (insert into person (id, first_name, last_name)
      values (gen_random_uuid(), 'Wilhelmina', 'Quackenbush') returning id, sort_name)
    insert into person_building (person_id, building_id, sort_name)
    select id, ${south.id}, sort_name from made returning person_id as id`);
  await db().execute(sql`
    insert into access_event (at, name, cause, access_id, person_id, door_id, building_id, after)
    values (${await now()}, 'access.appeared', 'drift', gen_random_uuid(), ${people[0]?.id}, ${north.doorId}, ${north.id},
      jsonb_build_object('start', ${await now()}::text))`);
  const similarTo = async (q: string, asked: object = {}, session = owner) =>
    (await listEvents(session, listEventsQuery.parse({ q, ...asked }))).similarNames ?? [];
  const [name, misspelt] = ['Wilhelmina Quackenbush', 'wilhelmna quackenbsh'];
  expect(await similarTo(misspelt)).toContain(name);
  expect(await similarTo(misspelt, { cause: 'drift' })).toContain(name);
  for (const asked of [{ kind: 'door' }, { cause: 'first_sweep' }, { building: south.id }])
    expect(await similarTo(misspelt, asked), JSON.stringify(asked)).not.toContain(name);
  expect(await similarTo('quackenbush')).not.toContain(name);
  const manager = await sessionAs('building_manager', [south.id]);
  expect(await similarTo(misspelt, {}, manager)).not.toContain(name);
  const { door } = south;
  expect(await similarTo(`${door[1]}${door[0]}${door.slice(2)}`, {}, manager)).toContain(door);
});

test('of many outages the last five are told, and how many there were before', async () => {
  await db().execute(sql`
    insert into outage (started_at, ended_at, reason)
    select timestamptz '2026-01-01' + n * interval '1 day', timestamptz '2026-01-01' + n * interval '1 day 1 hour', 'upstream_unavailable'
    from generate_series(1, 7) n`);
  const { rows } = await db().execute<{ n: number }>(sql`select count(*) as n from outage`);
  const bounds = await historyBounds(owner);
  expect(bounds.outages).toHaveLength(5);
  expect(bounds.earlierOutages).toBe((rows[0]?.n ?? 0) - 5);
});
