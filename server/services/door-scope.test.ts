import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everywhere } from '#lib/area';
import type { SelectableList } from '#lib/selectable-lists';
import { dayOf } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import { readHead } from '#server/audit/read-head';
import { readRights } from '#server/auth/rights';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { staffScope } from '#server/db/schema/staff';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { countAccesses, listAccesses } from './accesses/list-accesses.ts';
import { listAccessesQuery } from './accesses/list-query.ts';
import { getAccount } from './account/get-account.ts';
import { getActivityEntry } from './activity/get-activity-entry.ts';
import { listActivity } from './activity/list-activity.ts';
import { listActivityQuery } from './activity/list-query.ts';
import { listBuildings } from './buildings/list-buildings.ts';
import { listBuildingsQuery } from './buildings/list-query.ts';
import { decideRows } from './certifications/decide-rows.ts';
import { getEvidence } from './certifications/get-evidence.ts';
import { listCertifications } from './certifications/list-certifications.ts';
import { listCertificationsQuery, listRowsQuery } from './certifications/list-query.ts';
import { listCertificationRows } from './certifications/list-rows.ts';
import { signCertification } from './certifications/sign-certification.ts';
import { startCertification } from './certifications/start-certification.ts';
import { revealDoorcodes } from './doorcodes/reveal-doorcodes.ts';
import { chooseDoors } from './doors/choose-doors.ts';
import { getDoor } from './doors/get-door.ts';
import { countDoors, listDoors } from './doors/list-doors.ts';
import { listDoorsQuery } from './doors/list-query.ts';
import { walkList } from './doors/walk-list.ts';
import { exportList } from './exports/export-list.ts';
import { getExport } from './exports/get-export.ts';
import { timelineExport } from './exports/timeline-export.ts';
import { listHistory } from './history/list-history.ts';
import { listHistoryQuery } from './history/list-query.ts';
import { getOverview } from './overview/get-overview.ts';
import { getPerson } from './people/get-person.ts';
import { countPeople, listPeople } from './people/list-people.ts';
import { listPeopleQuery } from './people/list-query.ts';
import { changePlan } from './plans/change-plan.ts';
import { createPlan } from './plans/create-plan.ts';
import { getCoverage } from './questions/get-coverage.ts';
import { countAnswers, listAnswers } from './questions/list-answers.ts';
import { countAnswersQuery, listAnswersQuery } from './questions/list-query.ts';
import { resolveQuestion } from './questions/resolve-question.ts';
import { searchEverything } from './search/search-everything.ts';
import { getTimelineSubject } from './timeline/get-timeline-subject.ts';
import { listTimelineQuery } from './timeline/list-query.ts';
import { listTimeline } from './timeline/list-timeline.ts';

let office: BackOffice;
let auditor: Session;
let owner: Session;
let doorId: string;
let buildingId: string;
let zone: string;
/** Another door of the same building, which somebody who holds theirs can open as well. */
let otherId: string;
/** Who holds both. */
let shared: string;
let holders: string[];

beforeAll(async () => {
  office = await startBackOffice();
  const busiest = await db().execute<{ door_id: string; building_id: string; time_zone: string }>(sql`
    select a.door_id, d.building_id, b.time_zone from access a join door d on d.id = a.door_id and d.gone_at is null
    join building b on b.id = d.building_id and b.time_zone is not null
    where a.gone_at is null group by 1, 2, 3 order by count(*) desc, 1 limit 1`);
  ({ door_id: doorId = '', building_id: buildingId = '', time_zone: zone = '' } = busiest.rows[0] ?? {});
  const both = await db().execute<{ door_id: string; person_id: string }>(sql`
    select a.door_id, a.person_id from access a
    where a.building_id = ${buildingId} and a.door_id <> ${doorId} and a.gone_at is null
      and a.person_id in (select person_id from access where door_id = ${doorId} and gone_at is null)
    order by 1, 2 limit 1`);
  ({ door_id: otherId = '', person_id: shared = '' } = both.rows[0] ?? {});
  const found = await db().execute<{ id: string }>(
    sql`select distinct person_id as id from access where door_id = ${doorId} order by 1`,
  );
  holders = found.rows.map(({ id }) => id);
  owner = await sessionAs('owner');
  const made = await sessionAs('auditor');
  await db().insert(staffScope).values({ staffId: made.staff.id, doorId });
  const rights = await readRights(db(), made.staff.id);
  if (!rights) throw new Error('The auditor has no rights.');
  auditor = { ...made, ...rights };
});
afterAll(() => office.stop());

const missing = { code: 'forbidden_or_missing' };

test('an auditor of one door sees that door, and no other of its building', async () => {
  const page = await listDoors(auditor, listDoorsQuery.parse({}));
  expect(page.items.map(({ id }) => id)).toEqual([doorId]);
  expect(await countDoors(auditor, listDoorsQuery.parse({}))).toMatchObject({ count: 1 });
  const door = await getDoor(auditor, doorId);
  const next = await db().execute<{ id: string }>(
    sql`select id from door where building_id = ${door.buildingId} and id <> ${doorId} limit 1`,
  );
  await expect(getDoor(auditor, next.rows[0]?.id ?? '')).rejects.toMatchObject(missing);
  expect((await listBuildings(auditor, listBuildingsQuery.parse({}))).items).toEqual([]);
});

test('the overview counts that door and what is held there, and no building', async () => {
  const soon = addMs(await now(), 3_600_000);
  const { rows } = await db().execute<{ id: string; end: string | null }>(sql`
    select id, ends_at as "end" from access where door_id = ${doorId} and gone_at is null
      and starts_at < ${soon}::timestamptz and passcode_type = 'PERMANENT' order by id limit 1`);
  await db().execute(sql`update access set ends_at = ${soon}, awaits_sync_since = now() where id = ${rows[0]?.id}`);
  const overview = await getOverview(auditor);
  expect(overview).toMatchObject({ people: holders.length, doors: 1, buildings: 0 });
  expect(overview.attention.endingSoon).toBeGreaterThan(0);
  expect(overview.attention.waitingForSync).toBe(1);
  await db().execute(sql`
    update access set ends_at = ${rows[0]?.end ?? null}, awaits_sync_since = null where id = ${rows[0]?.id}`);
});

test('they see whoever holds it, in lists, counts and search, and of them the accesses on that door alone', async () => {
  expect(holders.length).toBeGreaterThan(2);
  const page = await listPeople(auditor, listPeopleQuery.parse({ limit: 200 }));
  expect(page.items.map(({ id }) => id).sort()).toEqual(holders);
  expect(await countPeople(auditor, listPeopleQuery.parse({}))).toMatchObject({ count: holders.length });
  const [somebody = ''] = holders;
  const person = await getPerson(auditor, somebody);
  expect(new Set(person.accesses.map((access) => access.doorId))).toEqual(new Set([doorId]));
  const found = await listPeople(auditor, listPeopleQuery.parse({ q: person.lastName }));
  expect(found.items.map(({ id }) => id)).toContain(somebody);
  expect(found.items.every(({ id }) => holders.includes(id))).toBe(true);
  const stranger = await db().execute<{ id: string }>(
    sql`select id from person where id <> all(${sql.param(holders)}::uuid[]) limit 1`,
  );
  await expect(getPerson(auditor, stranger.rows[0]?.id ?? '')).rejects.toMatchObject(missing);
});

test('the command box finds that door, and no other', async () => {
  const doorsFound = async (id: string, session = auditor) => {
    const { name } = await getDoor(owner, id);
    const hits = await searchEverything(session, { q: name });
    return hits.flatMap((hit) => (hit.kind === 'door' ? [hit.id] : []));
  };
  expect(await doorsFound(doorId)).toEqual([doorId]);
  expect(await doorsFound(otherId, owner)).not.toEqual([]);
  expect((await doorsFound(otherId)).filter((id) => id !== doorId)).toEqual([]);
});

test('rows they tick are in the file, as far as they are of that door', async () => {
  const { rows } = await db().execute<{ id: string; door_id: string }>(
    sql`select id, door_id from access where door_id in (${doorId}, ${otherId})`,
  );
  const idsIn = async (list: SelectableList, ids: string[], column: string) => {
    const asked = { selection: { kind: 'ids' as const, list, ids }, columns: [column] };
    const { id } = await exportList(nextRequest(auditor), asked);
    const [, ...lines] = (await (await getExport(auditor, { id })).text()).trimEnd().split('\r\n');
    return lines.map((line) => line.split(',').at(-1)?.replaceAll('"', '')).toSorted();
  };
  expect(await idsIn('doors', [doorId, otherId], 'name')).toEqual([doorId]);
  expect(await idsIn('people', [shared, ...holders], 'name')).toEqual(holders);
  const theirs = rows.flatMap(({ id, door_id }) => (door_id === doorId ? [id] : []));
  expect(theirs.length).toBeLessThan(rows.length);
  for (const list of ['accesses', 'doorcodes', 'guests', 'ending'] as const) {
    const ids = rows.map(({ id }) => id);
    expect(await idsIn(list, ids, 'personName')).toEqual(theirs.toSorted());
  }
});

test('the list of accesses and its count hold that door alone', async () => {
  const page = await listAccesses(auditor, listAccessesQuery.parse({ limit: 200 }));
  expect(page.items.length).toBeGreaterThan(0);
  expect(new Set(page.items.map((access) => access.doorId))).toEqual(new Set([doorId]));
  const { count } = await countAccesses(
    auditor,
    listAccessesQuery.omit({ sort: true, cursor: true, limit: true }).parse({}),
  );
  expect(count).toBe(page.items.length);
});

const ask = (words: string, named: { doors?: string; person?: string } = {}) =>
  resolveQuestion(auditor, { ask: words, ...everywhere, doors: '', person: '', ...named });
const nothing = { kind: 'problem', problem: { reason: 'question_nothing_found' } };

test('they ask who can open that door, by its name or its address, and of no other', async () => {
  const { name } = await getDoor(auditor, doorId);
  const resolution = await ask(`who ${name} now`);
  expect(resolution).toMatchObject({ kind: 'clear', subject: { doors: [{ doorIds: [doorId] }] } });
  expect(await ask('who door 3pm', { doors: `${doorId},${otherId}` })).toMatchObject({
    kind: 'clear',
    subject: { doors: [{ doorIds: [doorId] }] },
    moment: { zone },
  });
  expect(await ask(`who ${(await getDoor(owner, otherId)).name} now`)).not.toMatchObject({
    subject: { doors: [{ doorIds: expect.arrayContaining([otherId]) }] },
  });
  expect(await ask('who door now', { doors: otherId })).toMatchObject(nothing);
  const question = { doors: `${doorId},${otherId}`, from: await now() };
  const { items } = await listAnswers(auditor, listAnswersQuery.parse({ ...question, limit: 200 }));
  expect(items.length).toBeGreaterThan(0);
  expect(new Set(items.map((answer) => answer.doorId))).toEqual(new Set([doorId]));
  expect((await listAnswers(auditor, listAnswersQuery.parse({ ...question, doors: otherId }))).items).toEqual([]);
});

test('they ask what a holder could open: that door, in its zone', async () => {
  const from = await now();
  expect(await ask('which doors somebody 3pm', { person: shared })).toMatchObject({ kind: 'clear', moment: { zone } });
  const answers = await listAnswers(auditor, listAnswersQuery.parse({ person: shared, from, limit: 200 }));
  expect(new Set(answers.items.map((answer) => answer.doorId))).toEqual(new Set([doorId]));
  expect(await countAnswers(auditor, countAnswersQuery.parse({ person: shared, from }))).toMatchObject({
    count: answers.items.length,
  });
});

test('of what is not confirmed they are told as far as it is about that door', async () => {
  for (const id of [doorId, otherId]) await grantUnconfirmed(id);
  const filters = countAnswersQuery.parse({ doors: `${doorId},${otherId}`, from: await now() });
  expect(await getCoverage(auditor, filters)).toMatchObject({ unconfirmed: 1 });
  expect(await getCoverage(owner, filters)).toMatchObject({ unconfirmed: 2 });
});

test('of a holder they see what is asked for at that door and not confirmed, in the list and on the page', async () => {
  for (const id of [doorId, otherId]) await grantUnconfirmed(id, shared);
  const held = sql`person_id = ${shared} and door_id in (${doorId}, ${otherId}) and`;
  await db().execute(sql`update access set gone_at = '2026-01-01' where ${held} gone_at is null`);
  const { items } = await listPeople(auditor, listPeopleQuery.parse({ limit: 200 }));
  expect(items.find(({ id }) => id === shared)).toMatchObject({ pendingDoors: 1 });
  const { accesses } = await getPerson(auditor, shared);
  expect(accesses.filter(({ isHeld }) => !isHeld).map((access) => access.doorId)).toEqual([doorId]);
  await db().execute(sql`update access set gone_at = null where ${held} gone_at = '2026-01-01'`);
  await db().execute(sql`delete from operation_item_door where item_id in (
    select id from operation_item where person_id = ${shared} and state = 'needs_person')`);
});

test('the round through the building is of that door, where its lock has something to learn', async () => {
  await db().execute(sql`
    update access set awaits_sync_since = now() where door_id in (${doorId}, ${otherId}) and gone_at is null`);
  expect((await walkList(owner, everywhere)).doors).toHaveLength(2);
  expect((await walkList(auditor, everywhere)).doors.map((door) => door.doorId)).toEqual([doorId]);
  await db().execute(sql`update access set awaits_sync_since = null`);
});

async function grantUnconfirmed(id: string, personId: string | null = null): Promise<void> {
  const [itemId, operationId] = [randomUUID(), randomUUID()];
  await db().execute(sql`
    insert into operation_item
      (id, operation_id, position, action, state, person_id, person_key, recipient, terms, lane, due_at)
    values (${itemId}, ${operationId}, 0, 'grant', 'needs_person', ${personId}, 'somebody', '{}',
      ${JSON.stringify({ ...endless, start: await now() })}, 'bulk', ${await now()})`);
  await db().execute(sql`
    insert into operation_item_door (item_id, door_id, operation_id, building_id, state)
    values (${itemId}, ${id}, ${operationId}, ${buildingId}, 'needs_person')`);
}

test('the timeline of that door is there, and of a holder what is of that door; of others nothing', async () => {
  const timeline = async (asked: object, session = auditor) => {
    const query = listTimelineQuery.parse(asked);
    return { subject: await getTimelineSubject(session, query), rows: (await listTimeline(session, query)).items };
  };
  const ofDoor = await timeline({ door: doorId });
  expect(ofDoor.subject).toMatchObject({ timeZone: zone });
  expect(ofDoor.rows.map(({ id }) => id).toSorted()).toEqual(holders);
  expect(ofDoor.rows).toEqual((await timeline({ door: doorId }, owner)).rows);
  const ofHolder = await timeline({ person: shared });
  expect(ofHolder.subject).toMatchObject({ timeZone: zone });
  expect(ofHolder.rows.map(({ id }) => id)).toEqual([doorId]);
  const { rows } = await db().execute<{ id: string }>(sql`
    with home as (insert into unit (building_id, name) values (${buildingId}, 'Behind both') returning id)
    insert into unit_door (unit_id, door_id)
    select home.id, door.id from home, door where door.id in (${doorId}, ${otherId}) returning unit_id as id`);
  const unit = rows[0]?.id;
  expect((await timeline({ unit }, owner)).rows.length).toBeGreaterThan(0);
  for (const [kind, id] of [
    ['door', otherId],
    ['building', buildingId],
    ['unit', unit],
  ]) {
    expect(await timeline({ [`${kind}`]: id })).toEqual({ subject: null, rows: [] });
    expect(await barsInFile(`?${kind}=${id}`)).toBe(0);
  }
  expect(await barsInFile(`?door=${doorId}`)).toBe(ofDoor.rows.flatMap(({ bars }) => bars).length);
});

async function barsInFile(search: string): Promise<number> {
  const file = await timelineExport.found(auditor, { kind: 'filter', list: 'timeline', search, excludedIds: [] });
  return (await db().execute(file)).rows.length;
}

test('the history of that door is theirs, and of its building and holders what is of that door', async () => {
  const history = async (subject: 'door' | 'building' | 'person', id: string, session = auditor) =>
    (await listHistory(subject)(session, listHistoryQuery.parse({ id, limit: 200 }))).items;
  const ofDoor = await history('door', doorId);
  expect(ofDoor.length).toBeGreaterThan(0);
  expect(ofDoor).toEqual(await history('door', doorId, owner));
  expect(await history('door', otherId)).toEqual([]);
  expect(await history('building', buildingId)).toEqual(ofDoor);
  const ofHolder = await history('person', shared);
  expect(new Set(ofHolder.map(({ door }) => door.id))).toEqual(new Set([doorId]));
});

async function certify(session: Session, doorIds: string[]): Promise<string> {
  const day = dayOf(await now(), zone);
  const input = { intentId: randomUUID(), doorIds, from: day, to: day };
  return (await startCertification(nextRequest(session), input)).certificationId;
}

const worksheetsOf = async (session: Session) =>
  (await listCertifications(session, listCertificationsQuery.parse({}))).items.map(({ id }) => id);

test('they certify that door, from the choice of it to the entry of the log, and no other', async () => {
  expect((await chooseDoors(auditor, [doorId, otherId])).map(({ id }) => id)).toEqual([doorId]);
  for (const doorIds of [[otherId], [doorId, otherId]]) {
    await expect(certify(auditor, doorIds)).rejects.toMatchObject(missing);
  }
  const certificationId = await certify(auditor, [doorId]);
  const rows = await listCertificationRows(auditor, listRowsQuery.parse({ id: certificationId, limit: 200 }));
  expect(rows.items.length).toBeGreaterThan(0);
  expect(new Set(rows.items.map((row) => row.doorId))).toEqual(new Set([doorId]));
  await decideRows(auditor, {
    certificationId,
    decision: 'keep',
    rows: rows.items.map(({ id, version }) => ({ accessId: id, version })),
  });
  const { hash } = await signCertification(nextRequest(auditor), {
    certificationId,
    rows: rows.items.length,
    note: '',
  });
  expect(await getEvidence(auditor, { id: certificationId })).toMatchObject({ hash, entries: [expect.any(Number)] });
});

test('a worksheet of a colleague is seen when it is of that door alone', async () => {
  const [ofTheirs, ofBoth] = [await certify(owner, [doorId]), await certify(owner, [doorId, otherId])];
  expect(await worksheetsOf(owner)).toEqual(expect.arrayContaining([ofTheirs, ofBoth]));
  const seen = await worksheetsOf(auditor);
  expect(seen).toContain(ofTheirs);
  expect(seen).not.toContain(ofBoth);
  await expect(getEvidence(auditor, { id: ofBoth })).rejects.toMatchObject(missing);
});

test('a door that theirs took the place of is not theirs with it', async () => {
  const before = addMs(await now(), -1);
  await db().execute(sql`
    insert into door_successor (old_door_id, new_door_id, staff_id, at)
    values (${otherId}, ${doorId}, ${owner.staff.id}, ${before})`);
  const doorsIn = async (session: Session) => {
    const query = listAnswersQuery.parse({ doors: doorId, from: await now(), limit: 200 });
    return new Set((await listAnswers(session, query)).items.map((answer) => answer.doorId));
  };
  expect(await doorsIn(owner)).toEqual(new Set([doorId, otherId]));
  expect(await doorsIn(auditor)).toEqual(new Set([doorId]));
  const ofOwner = await certify(owner, [doorId]);
  expect(await worksheetsOf(auditor)).not.toContain(ofOwner);
});

test('a door that took the place of theirs is not theirs with it', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId} and id not in (${doorId}, ${otherId}) order by id limit 1`);
  const newId = rows[0]?.id ?? '';
  await db().execute(sql`
    insert into door_successor (old_door_id, new_door_id, staff_id, at)
    values (${doorId}, ${newId}, ${owner.staff.id}, clock_timestamp())`);
  expect((await getDoor(owner, doorId)).successor).toMatchObject({ id: newId });
  expect((await getDoor(auditor, doorId)).successor).toBeNull();
  await db().execute(sql`delete from door_successor where old_door_id = ${doorId}`);
});

test('their account names the door, and the log tells what was done to it and to no other', async () => {
  const { name } = await getDoor(owner, doorId);
  expect((await getAccount(auditor)).scope).toEqual({ portfolios: [], buildings: [], doors: [name] });
  const seqs = new Map<string, number>();
  for (const [label, doorIds] of [
    ['mine', [doorId]],
    ['both', [doorId, otherId]],
    ['other', [otherId]],
  ] as const) {
    await db().transaction(async (tx) => {
      const actor = { kind: 'staff', staffId: owner.staff.id } as const;
      const object = { type: 'person', id: shared } as const;
      const about = { buildingId, object, details: { doorIds: [...doorIds] }, personal: { note: label } };
      await appendAudit(tx, { event: 'access.revoke', phase: 'intent', actor, requestId: randomUUID(), ...about });
      seqs.set(label, (await readHead(tx)).seq);
    });
  }
  const { items } = await listActivity(auditor, listActivityQuery.parse({ limit: 200, event: 'access.revoke' }));
  expect(items.map(({ id, doorCount }) => [Number(id), doorCount])).toEqual([
    [seqs.get('both'), 1],
    [seqs.get('mine'), 1],
  ]);
  const entry = (label: string) => getActivityEntry(auditor, seqs.get(label) ?? 0);
  expect(await entry('mine')).toMatchObject({ doors: [{ id: doorId, name }], personal: { state: 'shown' } });
  expect(await entry('both')).toMatchObject({ doors: [{ id: doorId, name }], personal: { state: 'hidden' } });
  await expect(entry('other')).rejects.toMatchObject(missing);
});

test('a plan that comes to their door or leaves it is told as far as it is about that door', async () => {
  const typed = { company: 'Locksmiths', firstName: 'Lou', lastName: 'Key', email: 'lou@key.example', phone: '' };
  const rule = { weekdays: [0, 1, 2, 3, 4, 5, 6], dates: [], until: null, exceptions: [], notify: true };
  const starts = dayOf(await now(), zone);
  const both = { ...typed, ...rule, doorIds: [doorId, otherId] };
  const { planId } = await createPlan(nextRequest(owner), { ...both, starts, intentId: randomUUID() });
  for (const doorIds of [[doorId], [otherId], [otherId]]) {
    await changePlan(nextRequest(owner), { ...both, planId, change: 'edit', doorIds });
  }
  const { items } = await listActivity(auditor, listActivityQuery.parse({ limit: 200, event: 'plan.change' }));
  const entries = await Promise.all(items.map(({ id }) => getActivityEntry(auditor, Number(id))));
  expect(entries).toMatchObject([
    { doorCount: 1, details: { before: { doorIds: [doorId] }, after: { doorIds: [] } }, personal: { state: 'hidden' } },
    {
      doorCount: 1,
      details: { before: { doorIds: [doorId] }, after: { doorIds: [doorId] } },
      personal: { state: 'hidden' },
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain(otherId);
  const [latest] = (await listActivity(owner, listActivityQuery.parse({ event: 'plan.change' }))).items;
  const whole = await getActivityEntry(owner, Number(latest?.id));
  expect(whole.details).toMatchObject({ before: { doorIds: [otherId] }, after: { doorIds: [otherId] } });
});

test('no codes, and nothing any more once their time is over', async () => {
  const reveal = revealDoorcodes(auditor, { personId: holders[0] ?? '', doorIds: [doorId] });
  await expect(reveal).rejects.toMatchObject(missing);
  await db().execute(sql`update staff set ends_at = now() - interval '1 second' where id = ${auditor.staff.id}`);
  expect(await readRights(db(), auditor.staff.id)).toBeNull();
});
