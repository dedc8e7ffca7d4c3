import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#lib/errors';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { grantAccess } from './accesses/grant-access.ts';
import { revokeAccess } from './accesses/revoke-access.ts';
import { revealDoorcodes } from './doorcodes/reveal-doorcodes.ts';
import { listDoors } from './doors/list-doors.ts';
import { listDoorsQuery } from './doors/list-query.ts';
import { unitHosts } from './guests/unit-hosts.ts';
import { getOperation } from './operations/get-operation.ts';
import { getPerson } from './people/get-person.ts';
import { countPeople, listPeople } from './people/list-people.ts';
import { countPeopleQuery, listPeopleQuery } from './people/list-query.ts';
import { listTasksQuery } from './tasks/list-query.ts';
import { listTasks } from './tasks/list-tasks.ts';
import { moveIn } from './tenancies/move-in.ts';
import { personHome } from './tenancies/person-home.ts';
import { previewMoveOut } from './tenancies/preview-move-out.ts';
import { checkClear } from './units/check-clear.ts';
import { getUnit } from './units/get-unit.ts';
import { listUnitsQuery } from './units/list-query.ts';
import { listUnits } from './units/list-units.ts';
import { saveUnit } from './units/save-unit.ts';

type Held = { person_id: string; door_id: string; building_id: string };

let office: BackOffice;
let owner: Session;
let agent: Session;
let mine: string;
/** Someone with nothing at all in the agent's building. */
let foreign: Held;

beforeAll(async () => {
  office = await startBackOffice({ people: 200, buildings: 4 });
  owner = await sessionAs('owner');
  const buildings = await db().execute<{ id: string }>(sql`select id from building order by id limit 1`);
  mine = buildings.rows[0]?.id ?? '';
  agent = await sessionAs('leasing_agent', [mine]);
  const held = await db().execute<Held>(sql`
    select a.person_id, a.door_id, a.building_id from access a
    where a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner'
      and not exists (select 1 from person_building pb where pb.person_id = a.person_id and pb.building_id = ${mine})
    order by a.id limit 1`);
  foreign = held.rows[0] ?? { person_id: '', door_id: '', building_id: '' };
});
afterAll(() => office.stop());

const missing = expect.objectContaining({ code: 'forbidden_or_missing' });

const terms = async () => ({ ...endless, start: await now() });

test('a list in scope holds exactly the people of the building, and counts as many', async () => {
  const expected = await db().execute<{ id: string }>(sql`
    select person_id as id from person_building where building_id = ${mine} order by sort_name, person_id`);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await listPeople(agent, listPeopleQuery.parse({ cursor, limit: 7 }));
    seen.push(...page.items.map((row) => row.id));
    cursor = page.nextCursor ?? '';
  } while (cursor);
  expect(seen).toEqual(expected.rows.map((row) => row.id));
  expect(await countPeople(agent, countPeopleQuery.parse({}))).toEqual({ count: seen.length, isExact: true });
});

test('paging backwards and downwards shows the same people', async () => {
  const all = (await listPeople(owner, listPeopleQuery.parse({ limit: 200 }))).items.map((row) => row.id);
  const first = await listPeople(owner, listPeopleQuery.parse({ limit: 20 }));
  const second = await listPeople(owner, listPeopleQuery.parse({ limit: 20, cursor: first.nextCursor ?? '' }));
  const back = await listPeople(owner, listPeopleQuery.parse({ limit: 20, cursor: second.prevCursor ?? '' }));
  expect(back.items).toEqual(first.items);
  expect(back.prevCursor).toBeNull();
  const down = await listPeople(owner, listPeopleQuery.parse({ limit: 200, sort: '-name' }));
  expect(down.items.map((row) => row.id)).toEqual(all.reverse());
});

test('searching finds by any part of the name or email without accents and case, in scope only', async () => {
  const { firstName, lastName } = await getPerson(owner, foreign.person_id);
  const found = await listPeople(owner, listPeopleQuery.parse({ q: `${firstName} ${lastName}`.toUpperCase() }));
  expect(found.items.map((row) => row.id)).toContain(foreign.person_id);
  const hidden = await listPeople(agent, listPeopleQuery.parse({ q: `${firstName} ${lastName}` }));
  expect(hidden.items.map((row) => row.id)).not.toContain(foreign.person_id);
});

test('S06: what is out of scope answers like what does not exist, in every read and write', async () => {
  const { person_id: personId, door_id: doorId, building_id: buildingId } = foreign;
  const intentId = randomUUID();
  const [own] = (
    await db().execute<{ id: string }>(sql`
      select id from door where building_id = ${mine} and kind = 'door' and is_activated order by id limit 1`)
  ).rows;
  for (const id of [personId, randomUUID()]) {
    const known = { kind: 'known' as const, personId: id };
    const input = { intentId, recipient: known, doorIds: [own?.id ?? ''], terms: await terms() };
    await expect(grantAccess(agent, input)).rejects.toEqual(missing);
    await expect(getPerson(agent, id)).rejects.toEqual(missing);
    await expect(revealDoorcodes(agent, { personId: id, doorIds: [doorId] })).rejects.toEqual(missing);
    await expect(revokeAccess(agent, { intentId, personId: id, doorIds: [doorId] })).rejects.toEqual(missing);
  }
  for (const id of [doorId, randomUUID()]) {
    const input = {
      intentId,
      recipient: { kind: 'new' as const, firstName: 'A', lastName: 'B', email: 'a.b@example.com', phone: '' },
      doorIds: [id],
      terms: await terms(),
    };
    await expect(grantAccess(agent, input)).rejects.toEqual(missing);
  }
  expect((await listDoors(agent, listDoorsQuery.parse({ building: buildingId }))).items).toEqual([]);
  expect((await listPeople(agent, listPeopleQuery.parse({ building: buildingId }))).items).toEqual([]);
});

test('an auditor reads but changes and reveals nothing', async () => {
  const auditor = await sessionAs('auditor', [foreign.building_id]);
  const { person_id: personId, door_id: doorId } = foreign;
  expect((await getPerson(auditor, personId)).id).toBe(personId);
  await expect(revealDoorcodes(auditor, { personId, doorIds: [doorId] })).rejects.toBeInstanceOf(Refusal);
  await expect(revokeAccess(auditor, { intentId: randomUUID(), personId, doorIds: [doorId] })).rejects.toEqual(missing);
});

test('an operation shows each viewer the doors in their scope only', async () => {
  const doors = await db().execute<{ id: string; building_id: string }>(sql`
    select distinct on (building_id) id, building_id from door
    where kind = 'door' and is_activated and building_id in (${mine}, ${foreign.building_id}) order by building_id, id`);
  const { operationId } = await grantAccess(owner, {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Two', lastName: 'Buildings', email: 'two@example.com', phone: '' },
    doorIds: doors.rows.map((row) => row.id),
    terms: await terms(),
  });
  await settled(owner, operationId);
  expect((await getOperation(owner, operationId)).doors).toHaveLength(2);
  expect((await getOperation(agent, operationId)).doors).toHaveLength(1);
});

test('whoever is known elsewhere alone is called in a unit as they were typed, and found there by nothing else', async () => {
  const { rows } = await db().execute<{ id: string; email: string; last_name: string; name: string }>(sql`
    select id, email, last_name, first_name || ' ' || last_name as name from person
    where email <> '' and gone_at is null
      and not exists (select 1 from person_building pb where pb.person_id = person.id and pb.building_id = ${mine})
    order by id limit 1`);
  const known = rows[0] ?? { id: '', email: '', last_name: '', name: '' };
  const made = { unitId: null, buildingId: mine, name: 'Without doors', doorIds: [] };
  const { unitId } = await saveUnit(nextRequest(owner), made);
  await moveIn(nextRequest(agent), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Typed', lastName: 'Name', email: known.email },
    leaseStart: '2026-01-01',
    leaseEnd: null,
    bundleIds: [],
    needsKeycard: true,
  });
  const called = async (session: Session) => {
    const [tenant] = (await getUnit(session, unitId)).tenants;
    const preview = await previewMoveOut(session, [tenant?.tenancyId ?? '']);
    const { items: units } = await listUnits(session, listUnitsQuery.parse({}));
    const { items: tasks } = await listTasks(session, listTasksQuery.parse({ limit: 200 }));
    const task = tasks.find((one) => one.unitId === unitId);
    return {
      ids: [tenant?.personId, task?.personId],
      names: [
        tenant?.name,
        task?.personName,
        preview.people[0]?.name,
        (await checkClear(session, unitId)).leases[0]?.name,
        units.find(({ id }) => id === unitId)?.people[0],
      ],
      hosts: (await unitHosts(session, unitId)).hosts.length,
    };
  };
  const five = (name: string) => Array.from({ length: 5 }, () => name);
  expect(await called(owner)).toEqual({ ids: [known.id, known.id], names: five(known.name), hosts: 1 });
  expect(await called(agent)).toEqual({ ids: [null, null], names: five('Typed Name'), hosts: 0 });
  const found = async (q: string) =>
    (await listUnits(agent, listUnitsQuery.parse({ q }))).items.map(({ id }) => id).includes(unitId);
  expect([await found('typed name'), await found(known.last_name), await found(known.email)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('of somebody out of scope nobody learns who else they are', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select person_id as id from person_building where building_id = ${mine} order by person_id limit 1`);
  const seen = rows[0]?.id ?? '';
  await db().execute(sql`
    insert into person_link (from_person_id, to_person_id, to_key, operation_id, at)
    values (${foreign.person_id}, ${seen}, ${seen}, ${randomUUID()}, clock_timestamp())`);
  const addresses = async (session: Session) => (await personHome(session, foreign.person_id)).addresses.length;
  expect([await addresses(owner), await addresses(agent)]).toEqual([1, 0]);
});
