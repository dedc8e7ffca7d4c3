import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { saveUnit } from '../units/save-unit.ts';
import { getStatement } from './get-statement.ts';

type Door = { id: string; name: string; buildingId: string };

let office: BackOffice;
let owner: Session;
let [mine, other]: Door[] = [];

beforeAll(async () => {
  office = await startBackOffice({ people: 400, buildings: 2 });
  owner = await sessionAs('owner');
  const doors = await db().execute<Door>(sql`
    select distinct on (building_id) id, name, building_id as "buildingId" from door
    where kind = 'door' and is_activated order by building_id, id`);
  [mine, other] = doors.rows;
});
afterAll(() => office.stop());

async function giveBothAndTakeOne(): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: {
      kind: 'new',
      firstName: 'Ada',
      lastName: 'Asking',
      email: `${randomUUID()}@example.com`,
      phone: '',
    },
    doorIds: [mine?.id ?? '', other?.id ?? ''],
    terms: { ...endless, start: await now(), notify: false },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  const revoked = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: [mine?.id ?? ''],
  });
  await settled(owner, revoked.operationId);
  return personId;
}

test('tells what a person has and when it changed, oldest first, within the buildings of whoever makes it', async () => {
  const personId = await giveBothAndTakeOne();
  const statement = await getStatement(owner, personId);
  expect(statement).toMatchObject({ person: { firstName: 'Ada', lastName: 'Asking' }, isWhole: true });
  expect(statement.held.map(({ doorId }) => doorId)).toEqual([other?.id]);
  expect(statement.events.map(({ name }) => name)).toEqual(['access.appeared', 'access.appeared', 'access.vanished']);
  expect(statement.events.at(-1)).toMatchObject({ cause: 'operation', door: { id: mine?.id } });

  const manager = await sessionAs('building_manager', [mine?.buildingId ?? '']);
  const partial = await getStatement(manager, personId);
  expect(partial.held).toEqual([]);
  expect(partial.events.map(({ door }) => door.id)).toEqual([mine?.id, mine?.id]);
  expect(JSON.stringify(partial)).not.toContain(other?.id);
});

test('holds the lease and the note that Gatehouse keeps of them, within the buildings of whoever makes it', async () => {
  const buildingId = mine?.buildingId ?? '';
  const unit = { unitId: null, buildingId, name: 'Loft 9', doorIds: [mine?.id ?? ''] };
  const { unitId } = await saveUnit(nextRequest(owner), unit);
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Lea', lastName: 'Sing', email: `${randomUUID()}@example.com` },
    leaseStart: (await now()).slice(0, 10),
    leaseEnd: null,
    bundleIds: [],
    needsKeycard: false,
  });
  const personId = (await settled(owner, moved.operationId ?? '')).people[0]?.id ?? '';
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId },
    doorIds: [other?.id ?? ''],
    terms: { ...endless, start: await now(), notify: false },
    note: 'boiler, order 4711',
  });
  await settled(owner, operationId);
  const statement = await getStatement(owner, personId);
  expect(statement.leases).toMatchObject([{ unitName: 'Loft 9', leaseEnd: null, endedAt: null }]);
  expect(statement.notes).toMatchObject([{ doorName: other?.name, note: 'boiler, order 4711' }]);
  const here = await getStatement(await sessionAs('building_manager', [buildingId]), personId);
  expect([here.leases.length, here.notes.length]).toEqual([1, 0]);
  const there = await getStatement(await sessionAs('building_manager', [other?.buildingId ?? '']), personId);
  expect([there.leases.length, there.notes.length]).toEqual([0, 1]);
}, 30_000);

test('names nobody else: neither the guests somebody let in nor who gave or took the access', async () => {
  const guests = await db().execute<{ host: string; name: string }>(sql`
    select a.granter_id as host, p.first_name || ' ' || p.last_name as name
    from access a join person p on p.id = a.person_id where a.granter_kind = 'user' and exists (select 1 from person host where host.id = a.granter_id)
    limit 1`);
  const [shared] = guests.rows;
  const statement = JSON.stringify(await getStatement(owner, shared?.host ?? ''));
  expect(statement).not.toContain(shared?.name);
  expect(JSON.stringify(await getStatement(owner, await giveBothAndTakeOne()))).not.toContain(owner.staff.name);
});

test('of somebody outside one’s buildings there is none', async () => {
  const stranger = await sessionAs('building_manager', [randomUUID()]);
  const [person] = (await db().execute<{ id: string }>(sql`select id from person limit 1`)).rows;
  await expect(getStatement(stranger, person?.id ?? '')).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});
