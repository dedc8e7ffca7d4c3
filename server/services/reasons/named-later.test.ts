import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
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
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { getUnit } from '../units/get-unit.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let doorIds: string[];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  doorIds = homes.communal.map(({ id }) => id);
});
afterAll(() => office.stop());
beforeEach(() => office.control.clearFaults());

const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const refuseGrants = (times: number) =>
  office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_START_TIME' } },
    times,
  });

async function give(name: string, contact: { email: string; phone: string }, doorId: string, note: string) {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: name, lastName: 'Rivera', ...contact },
    doorIds: [doorId],
    terms: {
      ...{ passcodeType: contact.email ? 'PERMANENT' : 'DAILY', start: new Date().toISOString(), end: null },
      ...{ shareable: false, role: 'non_resident', notify: false },
    },
    note,
  });
  return settled(owner, operationId);
}

/** Whose the standing reasons with a note are, by what they are known by. */
async function notedFor(key: string, email: string) {
  const { rows } = await db().execute<{ note: string; isNamed: boolean }>(sql`
    select r.note, p.id is not null as "isNamed" from access_reason r
    left join person p on p.id = r.person_id and p.email = ${email}
    where r.ended_at is null and r.note is not null and (p.id is not null or r.person_key = ${key}) order by r.note`);
  return rows;
}

test('what was noted with a refused grant is theirs once the same address is given access', async () => {
  const email = emailOf('Nora');
  await refuseGrants(1);
  // Typed as people type it.
  const contact = { email: 'Nora.Rivera@Example.com', phone: '' };
  expect(states(await give('Nora', contact, doorIds[0] ?? '', 'first'))).toEqual(['grant rejected']);
  expect(await notedFor(email, email)).toEqual([{ note: 'first', isNamed: false }]);
  expect(states(await give('Nora', { email, phone: '' }, doorIds[1] ?? '', 'second'))).toEqual(['grant applied']);
  expect(await notedFor(email, email)).toMatchObject([
    { note: 'first', isNamed: true },
    { note: 'second', isNamed: true },
  ]);

  await refuseGrants(1);
  await give('Paul', { email: '', phone: '(212) 555-0142' }, doorIds[0] ?? '', 'by phone');
  const daily = { email: '', phone: '+1 212 555 0142' };
  expect(states(await give('Paul', daily, doorIds[0] ?? '', 'again'))).toEqual(['grant applied']);
  const { rows } = await db().execute<{ people: number; notes: string }>(sql`
    select count(distinct person_id)::int as people, string_agg(note, ', ' order by note) as notes from access_reason
    where person_id = (select id from person where phone like '%5550142%' or phone like '%555-0142')`);
  expect(rows).toEqual([{ people: 1, notes: 'again, by phone' }]);
});

test('whoever is moved out while a call of their move-in is still to be sent does not get its door afterwards', async () => {
  const { unitId, door } = await homes.newUnit();
  const [lobby = ''] = doorIds;
  const { bundleId } = await saveBundle(nextRequest(owner), {
    ...{ bundleId: null, buildingId: homes.buildingId, name: 'Lobby', kind: 'amenities' },
    doors: [{ doorId: lobby, isShareable: false, endsOn: null }],
  });
  await office.stopWorker();
  const wish = moveInWish(unitId, somebody('Hugo'), { bundleIds: [bundleId] });
  const { operationId } = await moveIn(nextRequest(owner), wish);
  const isLater = (hours: number) =>
    db().execute(sql`
      update operation_item set due_at = now() + make_interval(hours => ${hours})
      where operation_id = ${operationId} and position > 0`);
  await isLater(1);
  await office.startWorker();
  const { personId, tenancyId } = await vi.waitFor(
    async () => {
      const [tenant] = (await getUnit(owner, unitId)).tenants;
      expect(tenant?.heldDoors).toBe(1);
      return { personId: tenant?.personId ?? '', tenancyId: tenant?.tenancyId ?? '' };
    },
    { timeout: 20_000, interval: 30 },
  );
  const leaving = await moveOut(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyIds: [tenancyId], note: '' },
    doors: [{ personId, doorIds: [door.id, lobby] }],
  });
  await isLater(-1);
  await settled(owner, leaving.operationId ?? '');
  expect(states(await settled(owner, operationId ?? ''))).toEqual(['grant applied', 'grant cancelled']);
  expect((await office.control.tryDoor(lobby, { userUuid: personId })).opens).toBe(false);
});

test('a lease of an address is theirs once the mirror finds somebody there', async () => {
  const { unitId } = await homes.newUnit();
  const email = emailOf('Mona');
  await refuseGrants(1);
  const { operationId } = await moveIn(nextRequest(owner), moveInWish(unitId, somebody('Mona')));
  await settled(owner, operationId ?? '');
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  expect(tenant).toMatchObject({ personId: null });
  // Nobody asked us for what is given past the console.
  await expectOracle(office);
  await office.control.grantPastTheConsole({ firstName: 'Mona', lastName: 'Rivera', email }, [doorIds[1] ?? '']);
  await sweepNow();
  const [known] = (await getUnit(owner, unitId)).tenants;
  expect(known).toMatchObject({ personId: expect.any(String), wantedDoors: 1, heldDoors: 0 });
  expect(known?.tenancyId).toBe(tenant?.tenancyId);
});
