import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everywhere } from '#lib/area';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { giveAgain } from '../accesses/give-again.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { personHome } from '../tenancies/person-home.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { decidePerson } from './decide-person.ts';
import { findPersonPairs } from './person-pairs.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let homes: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 2 });
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; buildingId: string }>(sql`
    select d.id, d.building_id as "buildingId" from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.accessibility = 'private' and b.time_zone is not null
    order by b.id, d.id`);
  buildingId = found.rows[0]?.buildingId ?? '';
  homes = found.rows.filter((door) => door.buildingId === buildingId).map(({ id }) => id);
});
afterAll(() => office.stop());

/** Somebody with a lease, whose address has become somebody else's at OpenKit. */
async function addressTakenOver(first: string) {
  const door = homes.shift() ?? '';
  const email = `${first.toLowerCase()}.merged@example.com`;
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: first, doorIds: [door] });
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: first, lastName: 'Merged', email },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [],
    needsKeycard: false,
  });
  await settled(owner, moved.operationId ?? '');
  const old = (await office.control.user(email))?.userUuid ?? '';
  await office.control.worldEvent({ type: 'email_changed', userUuid: old, email: `was.${email}` });
  await office.control.grantPastTheConsole({ firstName: first, lastName: 'Merged', email }, [homes.at(-1) ?? '']);
  expect(await sweepNow()).toBe('complete');
  const now = (await office.control.user(email))?.userUuid ?? '';
  const pair = (await findPersonPairs(owner, everywhere)).find(({ oldPerson }) => oldPerson.id === old);
  return { unitId, email, old, now, pair, ids: { oldPersonId: old, newPersonId: now } };
}

test('an address that is another person’s now is recognised with both versions, and leases follow the decision', async () => {
  const { unitId, email, old, now, pair, ids } = await addressTakenOver('Mia');
  expect(pair).toMatchObject({
    oldPerson: {
      id: old,
      email: `was.${email}`,
      isGone: false,
      leases: [expect.stringContaining('Mia')],
      wantedDoors: 1,
    },
    newPerson: { id: now, email, leases: [], wantedDoors: 0 },
  });
  expect(await findPersonPairs(owner, { portfolio: '', building: buildingId })).toContainEqual(pair);
  expect(await findPersonPairs(owner, { portfolio: '', building: randomUUID() })).toEqual([]);
  const elsewhere = await sessionAs('building_manager', [randomUUID()]);
  expect(await findPersonPairs(elsewhere, everywhere)).toEqual([]);
  await expect(decidePerson(elsewhere, { ...ids, isSame: true })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ personId: old }]);

  const before = (await office.control.journal()).filter(({ method }) => method !== 'GET').length;
  expect(await decidePerson(nextRequest(owner), { ...ids, isSame: true })).toEqual({ movedLeases: 1 });
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ personId: now, wantedDoors: 1, heldDoors: 0 }]);
  const { rows } = await db().execute(sql`
    select person_id as "personId", person_key as "personKey" from access_reason where ended_at is null
    and person_id in (${old}, ${now})`);
  expect(rows).toEqual([{ personId: now, personKey: now }]);
  expect((await personHome(owner, now)).addresses).toMatchObject([{ personId: old, isNewer: false }]);
  expect((await office.control.journal()).filter(({ method }) => method !== 'GET')).toHaveLength(before);
  expect((await findPersonPairs(owner, everywhere)).some(({ oldPerson }) => oldPerson.id === old)).toBe(false);
  const again = decidePerson(nextRequest(owner), { ...ids, isSame: false });
  await expect(again).rejects.toMatchObject({ code: 'stale', params: { reason: 'successor_decided' } });
});

test('leases are locked before the people whom they go from and to', async () => {
  const { unitId, old, ids } = await addressTakenOver('Ada');
  const isWaiting = sql`wait_event_type = 'Lock' and datname = current_database()`;
  const begun = await db().transaction(async (tx) => {
    await tx.execute(sql`select 1 from tenancy where unit_id = ${unitId} and person_id = ${old} for update`);
    const deciding = decidePerson(nextRequest(owner), { ...ids, isSame: true });
    await expect.poll(() => db().$count(sql`pg_stat_activity`, isWaiting), { timeout: 10_000 }).toBe(1);
    await tx.execute(sql`select 1 from person where id in (${old}, ${ids.newPersonId}) for update nowait`);
    return { deciding };
  });
  expect(await begun.deciding).toEqual({ movedLeases: 1 });
});

test('whoever does not look after all that would move cannot say whether two people are one', async () => {
  const { unitId, old, ids } = await addressTakenOver('Zoe');
  const other = (await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`))
    .rows[0];
  const far = await saveUnit(nextRequest(owner), {
    unitId: null,
    buildingId: other?.id ?? '',
    name: 'Far',
    doorIds: [],
  });
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name)
    values (gen_random_uuid(), ${far.unitId}, ${other?.id}, ${old}, ${old}, 'Zoe Merged')`);
  const manager = await sessionAs('building_manager', [buildingId]);
  expect((await findPersonPairs(manager, everywhere)).some(({ oldPerson }) => oldPerson.id === old)).toBe(true);
  for (const isSame of [true, false]) {
    await expect(decidePerson(nextRequest(manager), { ...ids, isSame })).rejects.toMatchObject({
      code: 'forbidden_or_missing',
      params: { reason: 'person_beyond_scope' },
    });
  }
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ personId: old }]);
  const both = await sessionAs('building_manager', [buildingId, other?.id ?? '']);
  expect(await decidePerson(nextRequest(both), { ...ids, isSame: true })).toEqual({ movedLeases: 2 });
});

test('what was taken for a lost phone stays away from whom they became, until it is given again from there', async () => {
  const { unitId, old, now, ids } = await addressTakenOver('Una');
  const lost = await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: old, note: '' });
  const operationId = lost.operationId ?? '';
  await settled(owner, operationId);
  await decidePerson(nextRequest(owner), { ...ids, isSame: true });
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  expect(tenant).toMatchObject({ personId: now, wantedDoors: 1, heldDoors: 0, waitingDoors: 1 });
  const tenancyIds = [tenant?.tenancyId ?? ''];
  const longer = { intentId: randomUUID(), tenancyIds, leaseEnd: '2032-07-31', sharing: null };
  expect(await extendLease(nextRequest(owner), longer)).toEqual({ operationId: null });

  const again = await giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId });
  expect((await settled(owner, again.operationId ?? '')).doors).toMatchObject([
    { action: 'grant', state: 'applied', personId: now },
  ]);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ heldDoors: 1, waitingDoors: 0 }]);
});

test('who are two people keep what is noted for each', async () => {
  const { unitId, old, pair, ids } = await addressTakenOver('Noa');
  expect(pair).toBeDefined();
  expect(await decidePerson(nextRequest(owner), { ...ids, isSame: false })).toEqual({ movedLeases: 0 });
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ personId: old, heldDoors: 1 }]);
  expect((await findPersonPairs(owner, everywhere)).some(({ oldPerson }) => oldPerson.id === old)).toBe(false);
});

test('somebody gone whose very accesses another of that name holds is recognised; a namesake is not', async () => {
  const { rows } = await db().execute<{ old: string; now: string; namesake: string }>(sql`
    with held as (
      select a.person_id, a.door_id, a.start_key from access a join person p on p.id = a.person_id
      where a.gone_at is null and a.building_id = ${buildingId} and p.gone_at is null
      order by p.sort_name desc, a.person_id, a.door_id, a.start_key limit 1),
    gone as (
      insert into person (id, first_name, last_name, email, gone_at)
      select gen_random_uuid(), p.first_name, p.last_name, 'went@example.com', clock_timestamp()
      from person p join held on held.person_id = p.id returning id, sort_name),
    namesake as (
      insert into person (id, first_name, last_name, email, gone_at)
      select gen_random_uuid(), p.first_name, p.last_name, 'other@example.com', clock_timestamp()
      from person p join held on held.person_id = p.id returning id, sort_name),
    seen as (insert into person_building (person_id, building_id, sort_name)
      select id, ${buildingId}::uuid, sort_name from gone union all select id, ${buildingId}::uuid, sort_name from namesake),
    was as (insert into access (person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind, start_key,
        starts_at, doorcode_status, gone_at)
      select gone.id, a.person_name, a.person_sort, a.door_id, a.building_id, a.passcode_type, a.granter_kind, a.start_key, a.starts_at, 'none', clock_timestamp()
      from gone, held join access a on a.person_id = held.person_id and a.door_id = held.door_id and a.start_key = held.start_key)
    select gone.id as old, held.person_id as now, namesake.id as namesake from gone, held, namesake`);
  const [found] = rows;
  const pairs = await findPersonPairs(owner, everywhere);
  expect(pairs.find(({ oldPerson }) => oldPerson.id === found?.old)).toMatchObject({
    oldPerson: { isGone: true },
    newPerson: { id: found?.now },
  });
  expect(pairs.some(({ oldPerson }) => oldPerson.id === found?.namesake)).toBe(false);
});
