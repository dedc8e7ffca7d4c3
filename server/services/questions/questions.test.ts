import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { everywhere } from '#lib/area';
import { addDays, dayOf, dayWindow } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { getOperation } from '../operations/get-operation.ts';
import { listTimelineQuery } from '../timeline/list-query.ts';
import { listTimeline } from '../timeline/list-timeline.ts';
import { findAnswers } from './find-answers.ts';
import { getCoverage } from './get-coverage.ts';
import { countAnswers, listAnswers } from './list-answers.ts';
import { countAnswersQuery, listAnswersQuery, mostDoors } from './list-query.ts';
import { resolveQuestion } from './resolve-question.ts';

type Place = { id: string; name: string; building_id: string; building: string; zone: string };

let office: BackOffice;
let owner: Session;
let gym: Place;

beforeAll(async () => {
  office = await startBackOffice({ people: 60, buildings: 4, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<Place>(sql`
    select d.id, d.name, d.building_id, b.name as building, b.time_zone as zone
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and b.time_zone is not null
      and d.accessibility = 'communal' and (select count(*) from door same where same.name = d.name) > 1
    order by d.id limit 1`);
  if (!found.rows[0]) throw new Error('The world has no two doors of one name.');
  gym = found.rows[0];
});
afterAll(() => office.stop());

const ask = (text: string, session = owner, chosen: object = {}) =>
  resolveQuestion(session, { ask: text, ...everywhere, doors: '', person: '', ...chosen });

const inGym = (time: { from: string; to?: string }) => listAnswersQuery.parse({ doors: gym.id, ...time, limit: 200 });

const askFor = (firstName: string, start: string, end: string | null) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName, lastName: 'Asked', email: `${firstName}@asked.example`, phone: '' },
    doorIds: [gym.id],
    terms: { passcodeType: 'PERMANENT', start, end, shareable: false, role: 'non_resident', notify: true },
  });

const once = {
  passcodeType: 'DAILY_SINGLE_USE',
  end: null,
  shareable: false,
  role: 'non_resident',
  notify: true,
} as const;

async function give(firstName: string, start: string, end: string | null): Promise<string> {
  const { operationId } = await askFor(firstName, start, end);
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

test('a door and its building named: one reading, in the zone of the building', async () => {
  const resolution = await ask(`who ${gym.name} ${gym.building} tomorrow 15:00`);
  if (resolution.kind !== 'clear') throw new Error(`It was read as ${JSON.stringify(resolution)}.`);
  expect(resolution.subject).toMatchObject({ kind: 'doors', doors: [{ doorIds: [gym.id] }] });
  const { start } = dayWindow(addDays(dayOf(await now(), gym.zone), 1), gym.zone);
  expect(resolution.moment).toEqual({ from: addMs(start, 15 * 3_600_000), to: null, zone: gym.zone });
});

test('a name of many doors, two Tuesdays, a zone nobody knows: asked, never guessed', async () => {
  expect(await ask(`who ${gym.name} now`)).toMatchObject({ kind: 'subjects' });
  const twice = await ask(`who ${gym.name} tue 3pm`, owner, { doors: gym.id });
  expect(twice).toMatchObject({ kind: 'moments', moments: [{ zone: gym.zone }, { zone: gym.zone }] });
  expect(await ask('who atlantis now')).toMatchObject({ problem: { reason: 'question_nothing_found' } });
  expect(await ask('who - now')).toMatchObject({ problem: { reason: 'question_nothing_found' } });
  const zoneless = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id where b.time_zone is null limit 1`);
  const doors = zoneless.rows[0]?.id;
  expect(await ask('who door 3pm', owner, { doors })).toMatchObject({ problem: { reason: 'question_zone_missing' } });
  expect(await ask('who door 3pm UTC', owner, { doors })).toMatchObject({ kind: 'clear', moment: { zone: 'UTC' } });
  await db().execute(sql`
    insert into door (id, building_id, name, kind, is_activated)
    values (gen_random_uuid(), gen_random_uuid(), 'Boathouse', 'door', true)`);
  expect(await ask('who boathouse 3pm')).toMatchObject({ problem: { reason: 'question_zone_missing' } });
  const unplaced = { doors: [{ buildingName: 'Unknown building', doorNames: ['Boathouse'] }] };
  expect(await ask('who boathouse 3pm UTC')).toMatchObject({ kind: 'clear', subject: unplaced });
});

test('a word that tells a day and is part of a name that is known: asked which it is, and asked no more once it is said', async () => {
  const [sun, other] = [await give('Wei', await now(), null), await give('Weiss', await now(), null)];
  await db().execute(sql`update person set last_name = 'Sun' where id = ${sun}`);
  const ofPerson = (id: string) => ({ kind: 'person', person: expect.objectContaining({ id }) });
  const isSun = { kind: 'clear', subject: ofPerson(sun) };
  const asked = await ask('doors of wei sun');
  if (asked.kind !== 'day_or_name') throw new Error(`It was read as ${JSON.stringify(asked)}.`);
  expect(await ask(asked.asName)).toMatchObject(isSun);
  const onSunday = await ask(asked.asDay);
  expect(onSunday).toMatchObject({ kind: 'subjects' });
  expect(onSunday.kind === 'subjects' && onSunday.subjects).toEqual(expect.arrayContaining([sun, other].map(ofPerson)));
  expect(await ask(asked.asDay, owner, { person: sun })).toMatchObject({ kind: 'moments', subject: ofPerson(sun) });
  for (const text of ['doors of sun', 'wei sun now', 'doors of wei sun tomorrow']) {
    expect(await ask(text)).toMatchObject({ subject: ofPerson(sun) });
  }
  const elsewhere = await sessionAs('leasing_agent', [randomUUID()]);
  expect(await ask('doors of wei sun', elsewhere)).toMatchObject({ problem: { reason: 'question_nothing_found' } });

  await db().execute(sql`
    insert into door (id, building_id, name, kind, is_activated) values
      (gen_random_uuid(), ${gym.building_id}, '24 June House', 'door', true),
      (gen_random_uuid(), ${gym.building_id}, 'Sunset Terrace', 'door', true)`);
  expect(await ask('who 24 june house')).toMatchObject({ kind: 'day_or_name', word: 'june' });
  expect(await ask('who terrace sun')).toMatchObject({ kind: 'moments' });
  const day = new Intl.DateTimeFormat('en', { timeZone: gym.zone, weekday: 'short' }).format(new Date(await now()));
  expect(await ask(`who terrace ${day} 3pm`)).toMatchObject({ kind: 'clear' });
});

test('more doors than can be asked about at once are never answered in part: the question has to say more', async () => {
  const addLockers = (count: number) =>
    db().execute(sql`
      insert into door (id, building_id, name, kind, is_activated)
      select gen_random_uuid(), ${gym.building_id}, 'Locker ' || n, 'door', true from generate_series(1, ${count}::int) n`);
  await addLockers(mostDoors);
  const fitting = await ask('who locker now');
  expect(fitting).toMatchObject({ kind: 'clear', subject: { doors: [{ doorIds: { length: mostDoors } }] } });
  await addLockers(1);
  expect(await ask('who locker now')).toMatchObject({ problem: { reason: 'question_too_wide' } });
});

test('a unit named: its doors, whatever they are called, beside a door that is called like it', async () => {
  const unit = await db().execute<{ id: string }>(sql`
    insert into unit (building_id, name) values (${gym.building_id}, '77Q') returning id`);
  await db().execute(sql`insert into unit_door (unit_id, door_id) values (${unit.rows[0]?.id}, ${gym.id})`);
  const ofUnit = { kind: 'clear', subject: { kind: 'doors', doors: [{ doorIds: [gym.id] }] } };
  expect(await ask('who 77q yesterday 22:00')).toMatchObject({ ...ofUnit, moment: { zone: gym.zone } });
  expect(await ask(`who 77q ${gym.building} now`)).toMatchObject(ofUnit);
  const { rows } = await db().execute<{ id: string; building: string }>(sql`
    insert into door (id, building_id, name, kind, is_activated)
    select gen_random_uuid(), id, '77Q', 'door', true from building where id <> ${gym.building_id} order by id limit 1
    returning id, building_id as building`);
  const both = await ask('who 77q now');
  expect(both.kind === 'subjects' && both.subjects.slice(0, 2)).toEqual(
    expect.arrayContaining(
      [gym.id, rows[0]?.id].map((id) => ({ kind: 'doors', doors: [expect.objectContaining({ doorIds: [id] })] })),
    ),
  );
  const agent = await sessionAs('leasing_agent', [rows[0]?.building ?? '']);
  expect(await ask('who 77q now', agent)).toMatchObject({ subject: { doors: [{ doorIds: [rows[0]?.id] }] } });
  await db().execute(sql`update unit set archived_at = now() where id = ${unit.rows[0]?.id}`);
  expect(await ask('who 77q now')).toMatchObject({ subject: { doors: [{ doorIds: [rows[0]?.id] }] } });
});

test('a person named: the doors they could open, with the operation and who asked for it', async () => {
  const at = await now();
  const personId = await give('Ingrid', at, null);
  const resolution = await ask('which doors ingrid asked now');
  expect(resolution).toMatchObject({ kind: 'clear', subject: { kind: 'person', person: { id: personId } } });
  const { items } = await listAnswers(owner, listAnswersQuery.parse({ person: personId, from: at }));
  expect(items).toMatchObject([
    { doorId: gym.id, cause: 'operation', operationId: expect.any(String), staffName: 'Test owner', doubts: [] },
  ]);
});

test('a door that the mirror does not have yet is among the doors of a person, for whoever sees everything', async () => {
  const person = await give('Ulla', await now(), null);
  const door = randomUUID();
  const facts = JSON.stringify({ start: await now(), end: null });
  await db().execute(sql`
    with held as (
      insert into access (person_id, person_name, person_sort, door_id, passcode_type, granter_kind, start_key, starts_at, doorcode_status)
      values (${person}, 'Ulla Asked', 'ulla asked', ${door}, 'PERMANENT', 'partner', 'new', ${await now()}, 'valid')
      returning id)
    insert into access_event (at, name, cause, access_id, person_id, door_id, after)
    select ${await now()}, 'access.appeared', 'drift', id, ${person}, ${door}, ${facts}::jsonb from held`);
  const doorsOf = async (session: Session, asked = {}) => {
    const query = listAnswersQuery.parse({ person, from: await now(), ...asked });
    const { items } = await listAnswers(session, query);
    expect(await countAnswers(session, query)).toMatchObject({ count: items.length });
    return items.map(({ doorName, buildingName }) => [doorName, buildingName]);
  };
  const unknown = ['Unknown door', 'Unknown building'];
  expect(await doorsOf(owner)).toEqual([unknown, [gym.name, gym.building]]);
  expect(await doorsOf(owner, { q: 'unknown' })).toEqual([unknown]);
  expect(await doorsOf(owner, { q: '-' })).toEqual([]);
  for (const [session, asked] of [
    [await sessionAs('building_manager', [gym.building_id]), {}],
    [owner, { building: gym.building_id }],
  ] as const) {
    expect(await doorsOf(session, asked)).toEqual([[gym.name, gym.building]]);
  }
  const rows = (await listTimeline(owner, listTimelineQuery.parse({ person }))).items;
  expect(rows.map(({ name }) => name).toSorted()).toEqual(
    [`${gym.name}, ${gym.building}`, 'Unknown door, Unknown building'].toSorted(),
  );
});

test('past, present and to come: after a revocation the ledger still says who could before', async () => {
  const given = await now();
  const personId = await give('Olaf', given, null);
  const laterPerson = await give('Petra', addMs(given, 86_400_000), addMs(given, 2 * 86_400_000));
  await office.control.freezeClock(addMs(given, 3_600_000));
  const { operationId } = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: [gym.id],
  });
  await settled(owner, operationId);
  await office.control.freezeClock(addMs(given, 2 * 3_600_000));
  const peopleAt = async (from: string, to = '') =>
    (await listAnswers(owner, inGym({ from, to }))).items.map((answer) => answer.personId);
  expect(await peopleAt(addMs(given, 1_800_000))).toContain(personId);
  expect(await peopleAt(addMs(given, 2 * 3_600_000))).not.toContain(personId);
  expect(await peopleAt(addMs(given, 1_800_000), addMs(given, 2 * 3_600_000))).toContain(personId);
  expect(await peopleAt(given)).not.toContain(laterPerson);
  expect(await peopleAt(addMs(given, 1.5 * 86_400_000))).toContain(laterPerson);
  expect(await peopleAt(addMs(given, 2 * 86_400_000))).not.toContain(laterPerson);
  const standsOf = async (person: string, from: string) =>
    (await listAnswers(owner, inGym({ from }))).items.find(({ personId }) => personId === person)?.stands;
  expect(await standsOf(personId, addMs(given, 1_800_000))).toBe('ended');
  expect(await standsOf(laterPerson, addMs(given, 1.5 * 86_400_000))).toBe('next');
  const { items } = await listAnswers(owner, inGym({ from: addMs(given, 2 * 3_600_000) }));
  expect(new Set(items.map(({ stands }) => stands))).toEqual(new Set(['now']));
});

test('what OpenKit did and confirmed only hours later is in doubt from its sending on until then', async () => {
  const sent = await now();
  const read = addMs(sent, 2 * 3_600_000);
  const between = addMs(sent, 3_600_000);
  const doubtsOf = async (personId: string, from: string, to = '') =>
    (await listAnswers(owner, inGym({ from, to }))).items
      .filter((answer) => answer.personId === personId)
      .map(({ doubts }) => doubts);
  /** Asks for something whose answer is lost, and reads it back two hours later. */
  const answerLost = async (request: { method: string }, asked: () => Promise<{ operationId: string }>) => {
    await office.control.addFault({ match: request, effect: { type: 'commit_then_reset' }, times: 1 });
    await office.control.addFault({ match: { method: 'GET' }, effect: { type: 'respond', status: 503 } });
    const { operationId } = await asked();
    await vi.waitFor(async () =>
      expect((await getOperation(owner, operationId)).doors).toMatchObject([{ state: 'unknown' }]),
    );
    await office.stopWorker();
    const whileLost = await now();
    await office.control.freezeClock(addMs(whileLost, 2 * 3_600_000));
    await office.control.clearFaults();
    await office.startWorker();
    await db().execute(sql`update operation_item set due_at = now() where state = 'unknown'`);
    const done = await settled(owner, operationId);
    expect(done.doors).toMatchObject([{ state: 'applied' }]);
    return done.people[0]?.id ?? '';
  };
  const personId = await answerLost({ method: 'POST' }, () => askFor('Lotte', sent, null));
  expect(await doubtsOf(personId, addMs(sent, -1))).toEqual([]);
  for (const from of [sent, between]) expect(await doubtsOf(personId, from)).toEqual([['not_confirmed']]);
  expect(await doubtsOf(personId, addMs(sent, -1), between)).toEqual([['not_confirmed']]);
  expect(await doubtsOf(personId, read)).toEqual([[]]);
  const barsOf = async (asked: object) =>
    (await listTimeline(owner, listTimelineQuery.parse(asked))).items.find(({ bars }) => bars[0]?.personId === personId)
      ?.bars;
  for (const asked of [{ door: gym.id }, { person: personId }, { building: gym.building_id }]) {
    expect(await barsOf(asked)).toMatchObject([{ start: sent, end: null }]);
  }

  const revocation = { intentId: randomUUID(), personId, doorIds: [gym.id] };
  await answerLost({ method: 'DELETE' }, () => revokeAccess(nextRequest(owner), revocation));
  expect(await doubtsOf(personId, addMs(read, 3_600_000))).toEqual([['not_confirmed']]);
  expect(await doubtsOf(personId, addMs(read, 2 * 3_600_000))).toEqual([]);
});

test('a single-use code may be used up at any time of its day: OpenKit does not report openings', async () => {
  const given = await now();
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Once', lastName: 'Only', email: 'once@asked.example', phone: '' },
    doorIds: [gym.id],
    terms: { ...once, start: given },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  const [code = ''] = await office.control.codesOf(personId);
  expect(await office.control.tryDoor(gym.id, { code })).toMatchObject({ opens: true });
  await office.control.freezeClock(addMs(given, 20 * 60_000));
  expect(await office.control.tryDoor(gym.id, { code })).toMatchObject({ opens: false, reason: 'used_up' });
  const { items } = await listAnswers(owner, inGym({ from: await now() }));
  expect(items.find((answer) => answer.personId === personId)?.doubts).toEqual(['may_be_used_up']);
});

test('what was there before OpenKit was first read is said to be uncertain', async () => {
  const { items } = await listAnswers(owner, inGym({ from: '2026-11-20T12:00:00.000Z' }));
  expect(items.length).toBeGreaterThan(0);
  for (const answer of items) expect(answer.doubts).toContain('before_first_reading');
  const coverage = await getCoverage(
    owner,
    countAnswersQuery.parse({ doors: gym.id, from: '2026-11-20T12:00:00.000Z' }),
  );
  expect(coverage).toMatchObject({ readBefore: null, readAfter: expect.any(String), unconfirmed: 0 });
});

test('a time in which OpenKit could not be read is a blind spot of the answer, and of no other', async () => {
  await db().execute(sql`
    insert into outage (started_at, ended_at, reason)
    values ('2026-10-05T10:00:00Z', '2026-10-05T11:00:00Z', 'upstream_down')`);
  const outagesAt = async (from: string, to = '') =>
    (await getCoverage(owner, countAnswersQuery.parse({ doors: gym.id, from, to }))).outages;
  expect(await outagesAt('2026-10-05T10:30:00.000Z')).toBe(1);
  expect(await outagesAt('2026-10-05T08:00:00.000Z', '2026-10-05T12:00:00.000Z')).toBe(1);
  expect(await outagesAt('2026-10-05T12:00:00.000Z')).toBe(0);
});

test('readings around a time are those that had ended before it or began after it, by what all of it was read between', async () => {
  await db().execute(sql`
    insert into sweep (state, phase, started_at, finished_at, seen_counts)
    select 'complete', 'done', began, began + interval '11 minutes', '{}' from unnest(
      array['2026-10-06T11:00:00Z', '2026-10-06T12:00:00Z', '2026-10-06T13:00:00Z']::timestamptz[]) began`);
  const readAround = async (from: string, to = '') => {
    const { readBefore, readAfter } = await getCoverage(owner, countAnswersQuery.parse({ doors: gym.id, from, to }));
    return [readBefore, readAfter];
  };
  const at = (clock: string) => `2026-10-06T${clock}:00.000Z`;
  expect(await readAround(at('12:05'))).toEqual([at('11:00'), at('13:11')]);
  expect(await readAround(at('12:05'), at('12:50'))).toEqual([at('11:00'), at('13:11')]);
  expect(await readAround(at('11:30'))).toEqual([at('11:00'), at('12:11')]);
});

test('S06: doors and people out of scope are neither found nor answered for', async () => {
  const elsewhere = await db().execute<{ id: string }>(sql`
    select id from building where id <> ${gym.building_id} order by id limit 1`);
  const agent = await sessionAs('leasing_agent', [elsewhere.rows[0]?.id ?? '']);
  expect(await ask(`who ${gym.name} ${gym.building} now`, agent)).toMatchObject({ kind: 'problem' });
  expect(await ask('who door now', agent, { doors: gym.id })).toMatchObject({ kind: 'problem' });
  expect((await listAnswers(agent, inGym({ from: await now() }))).items).toEqual([]);
  expect(await ask('which doors ingrid asked now', agent)).toMatchObject({ kind: 'problem' });
});

test('in an area only what lies there is found and answered, and what lies outside is said to', async () => {
  const { rows } = await db().execute<{ id: string; portfolio: string }>(sql`
    select id, portfolio_id as portfolio from building order by id = ${gym.building_id} desc, id`);
  const [building, portfolio] = [gym.building_id, rows[0]?.portfolio];
  const beside = { building: rows[1]?.id ?? '' };

  expect(await ask(`who ${gym.name} now`, owner, { portfolio, building })).toMatchObject({
    kind: 'clear',
    subject: { kind: 'doors', doors: [{ buildingId: building }] },
  });
  for (const area of [beside, { portfolio: randomUUID() }]) {
    expect(await ask(`who ${gym.name} ${gym.building} now`, owner, area)).toMatchObject({ kind: 'outside' });
    expect(await ask('who atlantis now', owner, area)).toMatchObject({ kind: 'problem' });
  }
  const agent = await sessionAs('leasing_agent', [beside.building]);
  expect(await ask(`who ${gym.name} ${gym.building} now`, agent, beside)).toMatchObject({ kind: 'problem' });

  const from = await now();
  const person = await give('Runa', from, null);
  expect(await ask('which doors runa asked now', owner, beside)).toMatchObject({ kind: 'outside' });
  const answersIn = async (area: object) => {
    const query = listAnswersQuery.parse({ person, from, ...area });
    const { items } = await listAnswers(owner, query);
    expect(await countAnswers(owner, query)).toMatchObject({ count: items.length });
    return items.map(({ doorId }) => doorId);
  };
  expect(await answersIn({ portfolio, building })).toEqual([gym.id]);
  expect(await answersIn(beside)).toEqual([]);
  const ofDoor = listAnswersQuery.parse({ doors: gym.id, from, ...beside });
  expect((await listAnswers(owner, ofDoor)).items).toEqual([]);
});

test('a question without a time, or that ends before it begins, is refused', async () => {
  const at = await now();
  for (const time of [{ from: '' }, { from: at, to: at }, { from: at, to: addMs(at, -1) }]) {
    await expect(listAnswers(owner, inGym(time))).rejects.toMatchObject({ code: 'invalid', field: 'from' });
  }
  for (const from of [
    '0000-01-01T05:00:00.000Z',
    '+010000-01-01T05:00:00.000Z',
    '2027-02-31T05:00:00.000Z',
    '2026-11-25',
  ]) {
    expect(listAnswersQuery.safeParse({ doors: gym.id, from }).success).toBe(false);
  }
});

test('of several doors the pages hold what all of their answers are, whenever it is about', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select door_id as id from access where building_id = ${gym.building_id} group by door_id
    order by count(*) desc, door_id limit 4`);
  const doors = rows.map(({ id }) => id).join();
  const at = await now();
  const given = await give('Sanna', addMs(at, 86_400_000), addMs(at, 2 * 86_400_000));
  for (const time of [
    { from: addMs(at, -3_600_000) },
    { from: at },
    { from: addMs(at, 1.5 * 86_400_000) },
    { from: addMs(at, 86_400_000), to: addMs(at, 90 * 86_400_000) },
    { from: addMs(at, -3_600_000), q: 'a' },
  ]) {
    const query = listAnswersQuery.parse({ doors: `${doors},${gym.id}`, ...time, limit: 3 });
    const all = await db().execute<{ id: string; person_id: string }>(sql`
      select access_id as id, person_id from (${findAnswers(owner, query)}) answer order by sort_name, access_id`);
    const ids = all.rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(6);
    expect(all.rows.some(({ person_id }) => person_id === given)).toBe(time.from > at);
    expect(await readAll((cursor) => listAnswers(owner, { ...query, cursor }))).toEqual(ids);
    const backwards = await readAll((cursor) => listAnswers(owner, { ...query, sort: '-name', cursor }));
    expect(backwards).toEqual(ids.toReversed());
  }
});
