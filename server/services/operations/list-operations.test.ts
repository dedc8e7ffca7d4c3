import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#lib/errors';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, settled, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { getOverview } from '../overview/get-overview.ts';
import { getOperation } from './get-operation.ts';
import { listOperations, listOperationsQuery } from './list-operations.ts';

let office: BackOffice;
let owner: Session;
/** One usable door in each of two buildings. */
let doors: { id: string; building_id: string }[];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; building_id: string }>(sql`
    select distinct on (building_id) id, building_id from door where kind = 'door' and is_activated
    order by building_id, id limit 2`);
  doors = found.rows;
});
afterAll(() => office.stop());

const list = async (session: Session, given: object = {}) => listOperations(session, listOperationsQuery.parse(given));

async function grant(name: string, doorIds: string[]): Promise<string> {
  const { operationId } = await grantAccess(owner, {
    intentId: randomUUID(),
    recipient: {
      kind: 'new',
      firstName: name,
      lastName: 'Test',
      email: `${name.toLowerCase()}@example.com`,
      phone: '',
    },
    doorIds,
    terms: { ...endless, start: await now() },
  });
  await settled(owner, operationId);
  return operationId;
}

test('operations come newest first, and paging there and back shows each once', async () => {
  const made: string[] = [];
  for (const name of ['Ada', 'Ben', 'Cid', 'Dee', 'Eve']) made.unshift(await grant(name, [doors[0]?.id ?? '']));
  const first = await list(owner, { limit: 2 });
  const second = await list(owner, { limit: 2, cursor: first.nextCursor });
  const third = await list(owner, { limit: 2, cursor: second.nextCursor });
  const ids = [first, second, third].flatMap((page) => page.items.map((row) => row.id));
  expect(ids).toEqual(made);
  expect(third.nextCursor).toBeNull();
  expect((await list(owner, { limit: 2, cursor: second.prevCursor })).items).toEqual(first.items);
});

test('a row says who, how many doors and what became of them', async () => {
  const id = await grant('Fay', [doors[0]?.id ?? '', doors[1]?.id ?? '']);
  expect((await list(owner)).items[0]).toMatchObject({
    id,
    kind: 'grant',
    state: 'finished',
    personName: 'Fay Test',
    doorCount: 2,
    appliedDoors: 2,
    refusedDoors: 0,
  });
});

test('whoever looks after one building sees its doors only, and nothing of the others', async () => {
  const [mine, other] = doors;
  const agent = await sessionAs('leasing_agent', [mine?.building_id ?? '']);
  const both = await grant('Gus', [mine?.id ?? '', other?.id ?? '']);
  const foreign = await grant('Hal', [other?.id ?? '']);
  const seen = await list(agent, { limit: 200 });
  expect(seen.items.find((row) => row.id === both)?.doorCount).toBe(1);
  expect(seen.items.map((row) => row.id)).not.toContain(foreign);
  expect((await list(agent, { building: other?.building_id })).items).toEqual([]);
});

test('a refused and an unsettled operation are found by their state, and the overview counts what needs somebody', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_CAN_NOT_SHARE' } },
    times: 1,
  });
  const refused = await grant('Ivy', [doors[0]?.id ?? '']);
  expect((await list(owner, { state: 'finished' })).items[0]).toMatchObject({ id: refused, refusedDoors: 1 });
  await db().execute(sql`update operation set state = 'needs_person' where id = ${refused}`);
  await db().execute(sql`update operation_item_door set state = 'needs_person' where operation_id = ${refused}`);
  expect((await list(owner, { state: 'needs_person' })).items.map((row) => row.id)).toEqual([refused]);
  expect((await getOverview(owner)).attention.operationsForPerson).toBe(1);
});

test('what waits at a door of another building is neither told nor counted for whoever looks after one', async () => {
  const [mine, other] = doors;
  const agent = await sessionAs('leasing_agent', [mine?.building_id ?? '']);
  const both = await grant('Una', [mine?.id ?? '', other?.id ?? '']);
  const counted = async (session: Session) => (await getOverview(session)).attention.operationsForPerson;
  const before = { owner: await counted(owner), agent: await counted(agent) };
  const put = async (state: 'active' | 'needs_person', doorId: string | undefined, door: string) => {
    await db().execute(sql`
      update operation_item_door set state = case when door_id = ${doorId} then ${door} else 'applied' end
      where operation_id = ${both}`);
    await db().execute(sql`update operation set state = ${state} where id = ${both}`);
  };
  const stands = async (session: Session) => {
    const { state, finishedAt } = await getOperation(session, both);
    const row = (await list(session, { limit: 200 })).items.find(({ id }) => id === both);
    expect(row).toMatchObject({ state, finishedAt });
    for (const each of ['active', 'needs_person', 'finished']) {
      const listed = (await list(session, { state: each, limit: 200 })).items.some(({ id }) => id === both);
      expect(listed, each).toBe(each === state);
    }
    return { state, isFinished: finishedAt !== null };
  };
  const finished = { state: 'finished', isFinished: true };
  await put('needs_person', other?.id, 'needs_person');
  expect(await stands(owner)).toMatchObject({ state: 'needs_person' });
  expect(await stands(agent)).toEqual(finished);
  expect([await counted(owner), await counted(agent)]).toEqual([before.owner + 1, before.agent]);
  await put('needs_person', mine?.id, 'needs_person');
  expect(await stands(agent)).toMatchObject({ state: 'needs_person' });
  expect(await counted(agent)).toBe(before.agent + 1);
  await put('active', other?.id, 'queued');
  expect(await stands(owner)).toMatchObject({ state: 'active' });
  expect(await stands(agent)).toEqual(finished);
});

test('the overview counts people, doors and buildings of the scope alone', async () => {
  const buildingId = doors[0]?.building_id ?? '';
  const agent = await sessionAs('leasing_agent', [buildingId]);
  const all = await getOverview(owner);
  const part = await getOverview(agent);
  const expected = await db().execute<{ people: number; doors: number }>(sql`
    select (select count(*) from person_building pb join person p on p.id = pb.person_id
        where pb.building_id = ${buildingId} and p.gone_at is null) as people,
      (select count(*) from door where building_id = ${buildingId} and gone_at is null) as doors`);
  expect(part).toMatchObject({ ...expected.rows[0], buildings: 1 });
  expect(all.people).toBeGreaterThan(part.people);
  expect(all.buildings).toBe(3);
});

test('a cursor of another list is refused by name', async () => {
  const { nextCursor } = await list(owner, { limit: 1 });
  await expect(list(owner, { cursor: nextCursor, state: 'finished' })).rejects.toSatisfy(
    (error) => error instanceof Refusal && error.field === 'cursor',
  );
});

test('what OpenKit refused lately is listed and counted alike, and a person finds what was asked for them', async () => {
  const doorId = doors[0]?.id ?? '';
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_PHONE' } },
    times: 1,
  });
  const refused = await grant('Refusal', [doorId]);
  const given = await grant('Given', [doorId]);
  const failed = (await list(owner, { state: 'failed7' })).items.map(({ id }) => id);
  expect(failed).toContain(refused);
  expect(failed).not.toContain(given);
  expect((await getOverview(owner)).attention.failedOperations).toBe(failed.length);
  const [person] = (await getOperation(owner, given)).people;
  expect((await list(owner, { person: person?.id ?? '' })).items.map(({ id }) => id)).toEqual([given]);
  await db().execute(sql`update operation set finished_at = finished_at - interval '8 days' where id = ${refused}`);
  expect((await list(owner, { state: 'failed7' })).items.map(({ id }) => id)).not.toContain(refused);
});
