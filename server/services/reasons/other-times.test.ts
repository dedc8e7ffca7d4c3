import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted } from '#lib/schemas/tenancy';
import { addDays, dayOf } from '#lib/time/day';
import { addMs, type Instant } from '#lib/time/instant';
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
import { emailOf, type Homes, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { replaceStart } from '../accesses/replace-start.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { dryRunRowsQuery, listDryRunRows } from '../dry-runs/list-dry-run-rows.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { planOnboarding } from '../dry-runs/plan-onboarding.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { changeEmail } from '../people/change-email.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { alignUnit } from '../units/align-unit.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { unitDrift } from '../units/unit-drift.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: MirrorDoor;
let gym: MirrorDoor;
let amenities: string;
let tonight: Instant;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  const [first, second] = homes.communal;
  if (!first || !second) throw new Error('The building has no two communal doors.');
  [lobby, gym] = [first, second];
  const doors = [{ doorId: lobby.id, isShareable: true, endsOn: null }];
  const bundle = { bundleId: null, buildingId: homes.buildingId, name: 'Amenities', kind: 'amenities' as const, doors };
  amenities = (await saveBundle(nextRequest(owner), bundle)).bundleId;
  tonight = addMs(await now(), 4 * 3_600_000);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const later = '2030-06-01T12:00:00.000Z';

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const writes = async () => (await office.control.journal()).filter(({ method }) => method !== 'GET').length;

type Given = { start?: Instant; end: Instant | null };

function give(recipient: Parameters<typeof grantAccess>[1]['recipient'], doorId: string, { start, end }: Given) {
  const terms = { passcodeType: 'PERMANENT' as const, shareable: true, role: 'resident' as const, notify: false };
  return grantAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), recipient, doorIds: [doorId], note: '' },
    terms: { ...terms, start: start ?? '2026-11-01T12:00:00.000Z', end },
  });
}

/** Somebody who was given a door by hand. */
async function holding(name: string, doorId: string, given: Given): Promise<string> {
  const recipient = { kind: 'new' as const, firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' };
  return (await done(await give(recipient, doorId, given))).people[0]?.id ?? '';
}

async function problemsOf(dryRunId: string) {
  const { items } = await listDryRunRows(owner, dryRunRowsQuery.parse({ id: dryRunId, limit: 50 }));
  return items.map(({ action, problem, problemParams }) => ({ action, problem, problemParams }));
}

const table = async (name: string, place: string, firstDay: string | null) =>
  problemsOf(
    (
      await planOnboarding(nextRequest(owner), {
        text: `${name},Rivera,${emailOf(name)},${place}`,
        hasHeader: false,
        columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: 3, start: null, end: null },
        ...{ doorIds: [], firstDay, lastDay: null, role: 'resident', shareable: false, notify: true },
      })
    ).dryRunId,
  );

test('whoever holds a home until tonight is not moved in there from June: they would open it all the time until then', async () => {
  const { unitId, name, door } = await homes.newUnit();
  const personId = await holding('Tour', door.id, { end: tonight });
  const move = () =>
    moveIn(nextRequest(owner), moveInWish(unitId, { kind: 'known', personId }, { leaseStart: '2030-06-01' }));
  const before = await writes();
  const params = { reason: 'held_before', door: door.name, at: tonight, zone: 'America/New_York' };
  await expect(move()).rejects.toMatchObject({ code: 'invalid', params });
  const { reason: problem, ...problemParams } = params;
  expect(await table('Tour', name, '2030-06-01')).toEqual([{ action: null, problem, problemParams }]);
  // Nor by hand.
  const known = { kind: 'known' as const, personId };
  await expect(give(known, door.id, { start: later, end: null })).rejects.toMatchObject({ params });
  expect([await writes(), (await getUnit(owner, unitId)).tenants]).toEqual([before, []]);

  const taken = { intentId: randomUUID(), personId, doorIds: [door.id] };
  await done(await revokeAccess(nextRequest(owner), taken));
  expect(states(await done(await move()))).toEqual(['grant applied']);
  expect(await office.control.tryDoor(door.id, { userUuid: personId })).toMatchObject({ reason: 'not_yet_valid' });
});

test('a lease that follows another one in a day or two goes on with the lobby in one change', async () => {
  const [first, second] = [await homes.newUnit(), await homes.newUnit()];
  const more = { bundleIds: [amenities] };
  const leaseEnd = '2030-05-31';
  await done(await moveIn(nextRequest(owner), moveInWish(first.unitId, somebody('Renata'), { ...more, leaseEnd })));
  const personId = (await getUnit(owner, first.unitId)).tenants[0]?.personId ?? '';
  const next = (leaseStart: string) =>
    moveIn(nextRequest(owner), moveInWish(second.unitId, { kind: 'known', personId }, { ...more, leaseStart }));
  await expect(next('2030-07-01')).rejects.toMatchObject({ params: { reason: 'held_before', door: lobby.name } });
  expect(states(await done(await next('2030-06-01'))).toSorted()).toEqual(['change applied', 'grant applied']);
  const held = (await office.control.user(emailOf('Renata')))?.accesses ?? [];
  expect(held.filter(({ doorUuid }) => doorUuid === lobby.id)).toMatchObject([
    { endTime: expect.stringMatching(/^2031-07-31/) },
  ]);
});

test('a lobby that opens in June alone is not taken for held by whoever moves in today, until it has another start', async () => {
  const { unitId, name } = await homes.newUnit();
  const personId = await holding('Wanda', lobby.id, { start: later, end: null });
  const known = { kind: 'known' as const, personId };
  const move = () => moveIn(nextRequest(owner), moveInWish(unitId, known, { bundleIds: [amenities] }));
  const before = await writes();
  const params = { reason: 'held_later', door: lobby.name, at: later, zone: 'America/New_York' };
  await expect(move()).rejects.toMatchObject({ code: 'invalid', params });
  const { reason: problem, ...problemParams } = params;
  expect(await table('Wanda', `${name}; Amenities`, null)).toEqual([{ action: null, problem, problemParams }]);
  const { dryRunId } = await planBulk(nextRequest(owner), {
    selection: { kind: 'ids', list: 'people', ids: [personId] },
    wish: {
      ...{ kind: 'grant', doorIds: [], bundleIds: [amenities], firstDay: null, lastDay: null },
      ...{ role: 'resident', shareable: false, notify: false },
    },
  });
  expect(await problemsOf(dryRunId)).toEqual([{ action: null, problem, problemParams }]);
  await expect(give(known, lobby.id, { end: null })).rejects.toMatchObject({ params });
  expect(await writes()).toBe(before);

  const start = await now();
  await done(await replaceStart(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [lobby.id], start }));
  expect(states(await done(await move()))).toEqual(['grant applied']);
  expect((await office.control.tryDoor(lobby.id, { userUuid: personId })).opens).toBe(true);
});

test('a new email that holds a door only from June does not get it in place of one that opens today', async () => {
  const personId = await holding('Olga', gym.id, { end: null });
  await holding('Olga2', gym.id, { start: later, end: null });
  const change = { intentId: randomUUID(), personId, email: emailOf('Olga2'), note: '' };
  await expect(changeEmail(nextRequest(owner), change)).rejects.toMatchObject({
    params: { reason: 'held_later', door: gym.name },
  });
  expect((await office.control.tryDoor(gym.id, { userUuid: personId })).opens).toBe(true);
});

/** A home whose host may invite somebody from so many days after today to so many. */
async function hosting(host: string, guest: string) {
  const { unitId, door } = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(host))));
  const tenancyId = (await getUnit(owner, unitId)).tenants[0]?.tenancyId ?? '';
  const today = dayOf(await now(), 'America/New_York');
  const invite = (from: number, to: number) =>
    inviteGuest(nextRequest(owner), {
      ...{ intentId: randomUUID(), tenancyId, doorIds: [door.id] },
      guest: { firstName: guest, lastName: 'Rivera', email: emailOf(guest), phone: '' },
      when: { kind: 'stay', from: addDays(today, from), to: addDays(today, to) },
    });
  return { door, invite };
}

/** The stays that are noted and not over, each with its start and end. */
async function staysOf(personId: string) {
  const { rows } = await db().execute<{ start: Instant; end: Instant | null }>(sql`
    select starts_at as start, ends_at as "end" from access_reason
    where person_id = ${personId} and ended_at is null and not is_daily order by starts_at`);
  return rows;
}

const endAt = (personId: string, doorId: string, end: Instant) =>
  changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [doorId], end: { kind: 'at', at: end }, shareable: null },
  });

test('a guest who comes back later is asked in once the first stay is over, and one who stays on goes on', async () => {
  const { invite } = await hosting('Hazel', 'Noor');
  await done(await invite(0, 3));
  await expect(invite(9, 12)).rejects.toMatchObject({ code: 'invalid', params: { reason: 'held_before' } });
  expect(states(await done(await invite(4, 6)))).toEqual(['change applied']);
});

test('a guest of two stays whose access is made to end in the first has no second one, and may be asked in again', async () => {
  const { door, invite } = await hosting('Linden', 'Nils');
  const personId = (await done(await invite(0, 3))).people[0]?.id ?? '';
  await done(await invite(4, 6));
  const end = addMs(await now(), 2 * 86_400_000);
  expect(states(await done(await endAt(personId, door.id, end)))).toEqual(['change applied']);
  expect((await staysOf(personId)).map((stay) => stay.end)).toEqual([end]);
  expect(states(await done(await invite(1, 5)))).toEqual(['change applied']);
});

test('a new start in the second of two stays ends the first, and leaves what is long over and codes as they are', async () => {
  const { door, invite } = await hosting('Elder', 'Nele');
  const personId = (await done(await invite(0, 3))).people[0]?.id ?? '';
  await done(await invite(4, 6));
  const note = (from: number, to: number, isDaily: boolean) =>
    db().execute(sql`
      insert into access_reason (person_id, person_key, door_id, building_id, kind, host_id, is_daily, starts_at, ends_at,
        shareable, role)
      select person_id, person_key, door_id, building_id, 'guest', host_id, ${isDaily},
        starts_at + make_interval(days => ${from}), starts_at + make_interval(days => ${to}), false, role
      from access_reason where person_id = ${personId} order by starts_at limit 1`);
  await note(1, 2, true);
  await note(-9, -5, false);
  const over = (await staysOf(personId))[0];
  const start = addMs(await now(), 5 * 86_400_000);
  const wish = { intentId: randomUUID(), personId, doorIds: [door.id], start };
  expect(states(await done(await replaceStart(nextRequest(owner), wish)))).toEqual(['revoke applied', 'grant applied']);
  expect(await staysOf(personId)).toEqual([over, { start, end: expect.any(String) }]);
  expect(states(await done(await invite(6, 8)))).toEqual(['change applied']);
});

test('what was noted to end before it begins holds nothing up', async () => {
  const { door, invite } = await hosting('Spindle', 'Nora');
  const personId = (await done(await invite(0, 3))).people[0]?.id ?? '';
  await db().execute(sql`
    insert into access_reason (person_id, person_key, door_id, building_id, kind, host_id, starts_at, ends_at, shareable, role)
    select person_id, person_key, door_id, building_id, kind, host_id, ends_at, starts_at, false, role
    from access_reason where person_id = ${personId}`);
  const end = addMs(await now(), 86_400_000);
  expect(states(await done(await endAt(personId, door.id, end)))).toEqual(['change applied']);
});

test('a change of what is held tonight leaves a stay that begins later as it is, and so does another start', async () => {
  const { unitId, name, door } = await homes.newUnit();
  const extra = await homes.newUnit();
  const personId = await holding('Ida', extra.door.id, { end: tonight });
  const firstDay = addDays(dayOf(await now(), 'America/New_York'), 9);
  const known = { kind: 'known' as const, personId };
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, known, { leaseStart: firstDay })));
  const doorIds = [door.id, extra.door.id];
  await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  await db().execute(sql`
    insert into access_reason (person_id, person_key, door_id, building_id, kind, tenancy_id, starts_at, ends_at, shareable,
      role)
    select person_id, person_key, ${extra.door.id}, building_id, kind, tenancy_id, starts_at, ends_at, shareable, role
    from access_reason where person_id = ${personId} and kind = 'lease'`);
  const before = (await staysOf(personId)).slice(-2);
  await done(await endAt(personId, extra.door.id, addMs(tonight, 86_400_000)));
  const start = addMs(await now(), 3_600_000);
  await done(
    await replaceStart(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [extra.door.id], start }),
  );
  expect((await staysOf(personId)).slice(-2)).toEqual(before);
});

test('bringing a unit in line leaves what is held for another time as it is, and says so', async () => {
  const [soon, open] = [await homes.newUnit(), await homes.newUnit()];
  const extra = await homes.newUnit();
  const firstDay = addDays(dayOf(await now(), 'America/New_York'), 9);
  const held = await holding('Fay', extra.door.id, { end: tonight });
  const scheduled = await holding('Sid', extra.door.id, { start: later, end: null });
  const moves = [
    await moveIn(
      nextRequest(owner),
      moveInWish(soon.unitId, { kind: 'known', personId: held }, { leaseStart: firstDay }),
    ),
    await moveIn(nextRequest(owner), moveInWish(open.unitId, { kind: 'known', personId: scheduled })),
  ];
  for (const moved of moves) await done(moved);
  for (const { unitId, name, door } of [soon, open]) {
    const doorIds = [door.id, extra.door.id];
    await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  }
  const others = { gains: [], changes: [], loses: [], otherTimes: [extra.door.name] };
  expect((await unitDrift(owner, soon.unitId)).people).toMatchObject([others]);
  expect((await unitDrift(owner, open.unitId)).people).toMatchObject([others]);
  for (const { unitId } of [soon, open]) {
    expect(await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId })).toEqual({ operationId: null });
  }
  expect((await getUnit(owner, soon.unitId)).tenants).toMatchObject([{ differingDoors: [extra.door.name] }]);
  expect((await getUnit(owner, open.unitId)).tenants).toMatchObject([{ differingDoors: [extra.door.name] }]);
});
