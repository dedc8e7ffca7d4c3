import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { everywhere } from '#lib/area';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { rememberBuildings } from '#server/mirror/remember-buildings';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { listRowsQuery } from '../certifications/list-query.ts';
import { listCertificationRows } from '../certifications/list-rows.ts';
import { startCertification } from '../certifications/start-certification.ts';
import { makeDoorStatement } from '../doors/make-statement.ts';
import { decideSuccessor } from '../drift/decide-successor.ts';
import { answersExport } from '../exports/answers-export.ts';
import { listTimelineQuery } from '../timeline/list-query.ts';
import { listTimeline } from '../timeline/list-timeline.ts';
import { getCoverage } from './get-coverage.ts';
import { countAnswers, listAnswers } from './list-answers.ts';
import { countAnswersQuery, listAnswersQuery } from './list-query.ts';
import { resolveQuestion } from './resolve-question.ts';

let office: BackOffice;
let owner: Session;
let building: { id: string; name: string };
/** Nobody else has doors of this name. */
let name: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 30, buildings: 2, now: '2026-11-25T17:00:00.000Z', freeze: true });
  await office.stopWorker();
  owner = await sessionAs('owner');
  const found = await db().execute<typeof building>(sql`
    select id, name from building where time_zone is not null order by id limit 1`);
  if (!found.rows[0]) throw new Error('The world has no building with a zone.');
  building = found.rows[0];
});
afterAll(() => office.stop());
beforeEach(() => {
  name = `Vault ${randomUUID().slice(0, 8)}`;
});

const day = 86_400_000;
const ago = async (days: number): Promise<Instant> => addMs(await now(), -days * day);

async function aDoor({ isGone, named = name }: { isGone: boolean; named?: string }): Promise<string> {
  const id = randomUUID();
  await db().execute(sql`
    insert into door (id, building_id, name, kind, is_activated, gone_at)
    values (${id}, ${building.id}, ${named}, 'door', true, ${isGone ? await ago(10) : null})`);
  return id;
}

/** Somebody who held a door from some days ago to some days ago, as the ledger tells it. */
async function aHolder(doorId: string, firstName: string, from: number, to: number | null): Promise<string> {
  const [personId, accessId, givenAt] = [randomUUID(), randomUUID(), await ago(from)];
  const takenAt = to === null ? null : await ago(to);
  const sortName = `${firstName} holder`.toLowerCase();
  await db().execute(sql`insert into person (id, first_name, last_name) values (${personId}, ${firstName}, 'Holder')`);
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name) values (${personId}, ${building.id}, ${sortName})`);
  await db().execute(sql`
    insert into access (id, person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind,
      start_key, starts_at, doorcode_status, gone_at)
    values (${accessId}, ${personId}, ${firstName}, ${sortName}, ${doorId}, ${building.id}, 'PERMANENT', 'partner',
      ${accessId}, ${givenAt}, 'valid', ${takenAt})`);
  const after = JSON.stringify({ start: givenAt, end: null });
  await db().execute(sql`
    insert into access_event (at, name, cause, access_id, person_id, door_id, building_id, after)
    select at, name, 'operation', ${accessId}, ${personId}, ${doorId}, ${building.id}, after from (values
      (${givenAt}::timestamptz, 'access.appeared', ${after}::jsonb), (${takenAt}::timestamptz, 'access.vanished', null)
    ) told (at, name, after) where at is not null`);
  return personId;
}

/** A door that was replaced twice, and who held each of the three; the first two ended with their door. */
async function replacedTwice(): Promise<{ doorId: string; oldestId: string; holders: string[] }> {
  const [oldestId, middleId] = [await aDoor({ isGone: true }), await aDoor({ isGone: false })];
  const holders = [await aHolder(oldestId, 'Anna', 60, 40), await aHolder(middleId, 'Bela', 40, 20)];
  await decideSuccessor(owner, { oldDoorId: oldestId, newDoorId: middleId, isSame: true });
  await db().execute(sql`update door set gone_at = ${await ago(20)} where id = ${middleId}`);
  const doorId = await aDoor({ isGone: false });
  holders.push(await aHolder(doorId, 'Cleo', 20, null));
  await decideSuccessor(owner, { oldDoorId: middleId, newDoorId: doorId, isSame: true });
  return { doorId, oldestId, holders };
}

const peopleAt = async (doorId: string, from: Instant, to = '') =>
  (await listAnswers(owner, listAnswersQuery.parse({ doors: doorId, from, to }))).items.map((row) => row.personId);

test('a door that took the place of others answers for their time, and each of them for itself alone', async () => {
  const { doorId, oldestId, holders } = await replacedTwice();
  const [anna = '', bela = '', cleo = ''] = holders;
  expect(await peopleAt(doorId, await ago(50))).toEqual([anna]);
  expect(await peopleAt(doorId, await ago(30))).toEqual([bela]);
  expect(await peopleAt(doorId, await ago(1))).toEqual([cleo]);
  const always = { doors: doorId, from: await ago(70), to: await now() };
  expect(await peopleAt(doorId, always.from, always.to)).toEqual(holders);
  expect(await countAnswers(owner, countAnswersQuery.parse(always))).toMatchObject({ count: 3 });
  expect(await peopleAt(oldestId, always.from, always.to)).toEqual([anna]);
  const found = await listAnswers(owner, listAnswersQuery.parse({ ...always, q: 'anna' }));
  expect(found.items).toMatchObject([{ personId: anna, doorId: oldestId, buildingId: building.id }]);
});

test('so do the file of the answers, the statement, the certification and the timeline of the door', async () => {
  const { doorId, holders } = await replacedTwice();
  const [from, to] = [await ago(70), await now()];
  const search = `?doors=${doorId}&from=${from}&to=${to}`;
  const file = await db().execute(
    await answersExport.found(owner, { kind: 'filter', list: 'answers', search, excludedIds: [] }),
  );
  expect(file.rows).toHaveLength(3);
  const days = { firstDay: from.slice(0, 10), lastDay: to.slice(0, 10) };
  const statement = await makeDoorStatement(owner, { doorId, ...days });
  expect(statement).toMatchObject({ count: 3 });
  expect(statement.holders.map(({ personId }) => personId)).toEqual(holders);
  const { certificationId } = await startCertification(nextRequest(owner), {
    intentId: randomUUID(),
    doorIds: [doorId],
    from: days.firstDay,
    to: days.lastDay,
  });
  const rows = await listCertificationRows(owner, listRowsQuery.parse({ id: certificationId }));
  expect(rows.items.map(({ personId }) => personId)).toEqual(holders);
  const timeline = await listTimeline(owner, listTimelineQuery.parse({ door: doorId }));
  expect(timeline.items.map(({ id, bars }) => [id, bars.length])).toEqual(holders.map((id) => [id, 1]));
});

test.each(['queued', 'sending', 'unknown', 'needs_person'])(
  'what is %s at a door that was replaced is not confirmed of the new one',
  async (state) => {
    const { doorId, oldestId } = await replacedTwice();
    const [operationId, itemId] = [randomUUID(), randomUUID()];
    await db().execute(sql`
    insert into operation_item (id, operation_id, position, action, state, person_key, recipient, lane, due_at)
    values (${itemId}, ${operationId}, 0, 'grant', ${state}, 'anna', '{}', 'bulk', ${await now()})`);
    await db().execute(sql`
    insert into operation_item_door (item_id, door_id, operation_id, building_id, state)
    values (${itemId}, ${oldestId}, ${operationId}, ${building.id}, ${state})`);
    const coverage = await getCoverage(owner, countAnswersQuery.parse({ doors: doorId, from: await ago(50) }));
    expect(coverage.unconfirmed).toBe(1);
  },
);

const ask = (words: string) =>
  resolveQuestion(owner, { ask: `who ${words} now`, ...everywhere, doors: '', person: '' });

test('a door that is gone can be asked about while nothing took its place, behind those that are there', async () => {
  const goneId = await aDoor({ isGone: true });
  expect(await ask(name)).toMatchObject({
    kind: 'clear',
    subject: { doors: [{ doorIds: [goneId], isGone: true, buildingName: building.name }] },
  });
  const newId = await aDoor({ isGone: false });
  const undecided = await ask(name);
  if (undecided.kind !== 'subjects') throw new Error(`It was read as ${JSON.stringify(undecided)}.`);
  const offered = undecided.subjects.map((subject) => subject.kind === 'doors' && subject.doors);
  expect(offered).toMatchObject([
    [{ doorIds: [newId], isGone: false }],
    [{ doorIds: [goneId], isGone: true }],
    [{ doorIds: [newId] }, { doorIds: [goneId] }],
  ]);
  await decideSuccessor(owner, { oldDoorId: goneId, newDoorId: newId, isSame: true });
  expect(await ask(name)).toMatchObject({ kind: 'clear', subject: { doors: [{ doorIds: [newId] }] } });
});

test('a door that is said to be another one stays to be asked about; one that is there is not hidden by its name', async () => {
  const goneId = await aDoor({ isGone: true });
  const otherId = await aDoor({ isGone: false, named: `${name} annex` });
  await decideSuccessor(owner, { oldDoorId: goneId, newDoorId: otherId, isSame: false });
  expect(await ask(name)).toMatchObject({
    kind: 'subjects',
    subjects: [
      { doors: [{ doorIds: [otherId], isGone: false }] },
      { doors: [{ doorIds: [goneId], isGone: true }] },
      { doors: [{ doorIds: [otherId] }, { doorIds: [goneId] }] },
    ],
  });
});

test('a door that lies in another building now takes along everybody who held it, and is answered for there', async () => {
  const { doors, buildings } = office.emulator.emulator.world;
  const moved = [...doors.values()].find((door) => door.enabled && door.building.uuid === building.id);
  const there = [...buildings.values()].find(({ uuid }) => uuid !== building.id);
  if (!moved || !there) throw new Error('The world has no door to move.');
  const anna = await aHolder(moved.uuid, 'Anna', 60, 40);
  const asked = { doors: moved.uuid, from: await ago(50) };
  const before = await peopleAt(asked.doors, asked.from);
  expect(before).toContain(anna);
  moved.building = there;
  await sweepNow();
  expect(await peopleAt(asked.doors, asked.from)).toEqual(before);
  const manager = await sessionAs('building_manager', [there.uuid]);
  expect(await countAnswers(manager, countAnswersQuery.parse(asked))).toMatchObject({ count: before.length });
  const timeline = await listTimeline(manager, listTimelineQuery.parse({ door: moved.uuid, limit: 200 }));
  expect(timeline.items.map(({ id }) => id)).toContain(anna);
});

test('a door that lies in another building since it took the place of one has its timeline of both', async () => {
  const { doorId, holders } = await replacedTwice();
  const { rows } = await db().execute<{ id: string }>(sql`select id from building where id <> ${building.id} limit 1`);
  const there = rows[0]?.id ?? '';
  // What a sweep does with a door that is listed elsewhere.
  await db().execute(sql`update door set building_id = ${there} where id = ${doorId}`);
  await db().transaction((tx) => rememberBuildings(tx, [{ personId: holders[2] ?? '', buildingId: there }]));
  const unit = await db().execute<{ id: string }>(sql`
    insert into unit (building_id, name) values (${there}, ${name}) returning id`);
  await db().execute(sql`insert into unit_door (unit_id, door_id) values (${unit.rows[0]?.id}, ${doorId})`);
  const barsOf = async (asked: object, session = owner) =>
    (await listTimeline(session, listTimelineQuery.parse(asked))).items.map(({ id, bars }) => [id, bars.length]);
  for (const asked of [{ door: doorId }, { unit: unit.rows[0]?.id }]) {
    expect(await barsOf(asked)).toEqual(holders.map((id) => [id, 1]));
    expect(await barsOf(asked, await sessionAs('building_manager', [there]))).toEqual([[holders[2], 1]]);
  }
});

test('a door that is listed again while somebody says what took its place is not replaced', async () => {
  const [oldDoorId, newDoorId] = [await aDoor({ isGone: true }), await aDoor({ isGone: false })];
  const decided = await db().transaction(async (tx) => {
    await tx.execute(sql`update door set gone_at = null where id = ${oldDoorId}`);
    const deciding = decideSuccessor(owner, { oldDoorId, newDoorId, isSame: true }).catch((error) => error);
    const waiting = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share of o%'`;
    await vi.waitFor(async () => expect((await db().execute(waiting)).rows).toHaveLength(1), { interval: 10 });
    return { deciding };
  });
  expect(await decided.deciding).toMatchObject({ code: 'forbidden_or_missing' });
});
