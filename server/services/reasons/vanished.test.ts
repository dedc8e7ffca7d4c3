import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted } from '#lib/schemas/tenancy';
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
import { lostPhone } from '../accesses/lost-phone.ts';
import { alignBundle } from '../bundles/align-bundle.ts';
import { bundleDrift } from '../bundles/bundle-drift.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { getUnit } from '../units/get-unit.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: { id: string; name: string };
let amenities: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  lobby = homes.communal[0] ?? { id: '', name: '' };
  amenities = await bundleOf('Amenities', 'amenities', lobby.id);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function bundleOf(name: string, kind: 'amenities' | 'service', doorId: string): Promise<string> {
  const doors = [{ doorId, isShareable: true, endsOn: null }];
  const bundle = { bundleId: null, buildingId: homes.buildingId, name, kind, doors };
  return (await saveBundle(nextRequest(owner), bundle)).bundleId;
}

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;

/** A tenant with home and lobby. */
async function movedIn(name: string, bundleIds = [amenities]) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name), { bundleIds })));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  return { ...home, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

const reasonsFor = async (personId: string, doorId: string) =>
  (
    await db().execute<{ kind: string; day: string }>(sql`
      select kind, left(ends_at::text, 10) as day from access_reason
      where person_id = ${personId} and door_id = ${doorId} and ended_at is null order by ends_at`)
  ).rows;

const giveLobby = (personId: string) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId },
    doorIds: [lobby.id],
    terms: {
      passcodeType: 'PERMANENT',
      start: '2026-12-24T12:00:00.000Z',
      end: '2027-06-30T12:00:00.000Z',
      shareable: false,
      role: 'resident',
      notify: false,
    },
    note: '',
  });

test('a door that vanished elsewhere is given by hand as a new one, for a reason of its own', async () => {
  const { personId } = await movedIn('Vito');
  await office.control.revokeElsewhere(personId, lobby.id);
  await sweepNow();
  expect(states(await done(await giveLobby(personId)))).toEqual(['grant applied']);
  // The lease still says until when it wants the door; what was given by hand is its own.
  expect(await reasonsFor(personId, lobby.id)).toMatchObject([
    { kind: 'by_hand', day: '2027-06-30' },
    { kind: 'lease', day: '2031-07-31' },
  ]);
});

test('bringing a bundle in line gives back a door of it that vanished elsewhere, but none taken for a lost phone', async () => {
  const [lost, robbed] = [await movedIn('Lola'), await movedIn('Rob')];
  await office.control.revokeElsewhere(lost.personId, lobby.id);
  await sweepNow();
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: robbed.personId, note: '' }));
  const { people } = await bundleDrift(owner, amenities);
  expect(people.map(({ name, gains }) => [name, gains])).toContainEqual(['Lola Rivera', [lobby.name]]);
  expect(people.map(({ name }) => name)).not.toContain('Rob Rivera');
  const aligned = await done(await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId: amenities }));
  expect(aligned.doors.filter(({ personId }) => personId === lost.personId)).toMatchObject([
    { action: 'grant', state: 'applied', doorId: lobby.id },
  ]);
  expect([await opens(lobby.id, lost.personId), await opens(lobby.id, robbed.personId)]).toEqual([true, false]);
  expect(await reasonsFor(lost.personId, lobby.id)).toMatchObject([{ kind: 'lease' }]);
  expect((await bundleDrift(owner, amenities)).people).toEqual([]);
});

test('a bundle given to somebody who lost a door of it elsewhere gives that door, and is one reason for it', async () => {
  const { personId } = await movedIn('Zoe');
  const doorId = homes.communal[1]?.id ?? '';
  const bundleId = await bundleOf('Cleaners', 'service', doorId);
  const give = async (lastDay: string) => {
    const { dryRunId } = await planBulk(nextRequest(owner), {
      selection: { kind: 'ids', list: 'people', ids: [personId] },
      wish: {
        ...{ kind: 'grant', doorIds: [], bundleIds: [bundleId], firstDay: null, lastDay },
        ...{ role: 'non_resident', shareable: false, notify: false },
      },
    });
    const { hash } = await getDryRun(owner, dryRunId);
    return done(await confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() }));
  };
  await give('2030-01-31');
  await office.control.revokeElsewhere(personId, doorId);
  await sweepNow();
  expect(states(await give('2029-01-31'))).toEqual(['grant applied']);
  expect(await reasonsFor(personId, doorId)).toMatchObject([{ kind: 'job', day: '2029-02-01' }]);
});

test('a lease is extended over a door that vanished: known, it is given; not known yet, the retry gives it', async () => {
  const known = await movedIn('Kay');
  const extend = (tenancyId: string) =>
    extendLease(nextRequest(owner), {
      ...{ intentId: randomUUID(), tenancyIds: [tenancyId] },
      ...{ leaseEnd: '2032-07-31', sharing: null },
    });
  await office.control.revokeElsewhere(known.personId, lobby.id);
  await sweepNow();
  expect(states(await done(await extend(known.tenancyId))).toSorted()).toEqual(['change applied', 'grant applied']);

  const unseen = await movedIn('Uli');
  await office.control.revokeElsewhere(unseen.personId, lobby.id);
  // A reading this fresh would be trusted.
  await db().execute(
    sql`update person set refreshed_at = refreshed_at - interval '1 minute' where id = ${unseen.personId}`,
  );
  const refused = await done(await extend(unseen.tenancyId));
  expect(refused.doors.find(({ doorId }) => doorId === lobby.id)).toMatchObject({
    ...{ action: 'change', state: 'rejected', reason: 'access_gone' },
  });
  const again = { operationId: refused.id, intentId: randomUUID() };
  expect(states(await done(await retryOperation(nextRequest(owner), again)))).toEqual(['grant applied']);
  const held = (await office.control.user(emailOf('Uli')))?.accesses.filter(({ revoked }) => !revoked) ?? [];
  expect(held.map(({ endTime }) => endTime?.slice(0, 10))).toEqual(['2032-07-31', '2032-07-31']);
  expect((await getUnit(owner, unseen.unitId)).tenants).toMatchObject([{ wantedDoors: 2, heldDoors: 2 }]);
});

test('an extension asks for no door whose own last day is over, and for none that OpenKit cannot give', async () => {
  const gym = homes.communal[1] ?? { id: '', name: '' };
  const saveGym = async (bundleId: string | null, endsOn: string | null) => {
    const doors = [{ doorId: gym.id, isShareable: true, endsOn }];
    const bundle = { bundleId, buildingId: homes.buildingId, name: 'Gym', kind: 'amenities' as const, doors };
    return (await saveBundle(nextRequest(owner), bundle)).bundleId;
  };
  const gymBundle = await saveGym(null, null);
  const { tenancyId, personId } = await movedIn('Gus', [amenities, gymBundle]);
  const extend = async (leaseEnd: string) => {
    const wish = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd, sharing: null };
    const { doors } = await done(await extendLease(nextRequest(owner), wish));
    return doors.map(({ action, state, doorName }) => `${action} ${state} ${doorName === gym.name ? 'gym' : ''}`);
  };
  // Still held until the lease was to end: the bundle takes it away, and no lease makes it longer.
  await saveGym(gymBundle, '2020-01-31');
  expect(await extend('2032-07-31')).toEqual(['change applied ', 'change applied ']);
  expect(await reasonsFor(personId, gym.id)).toMatchObject([{ day: '2031-07-31' }]);
  await office.control.revokeElsewhere(personId, gym.id);
  await office.control.revokeElsewhere(personId, lobby.id);
  await sweepNow();
  const activate = (isActivated: boolean) =>
    db().execute(sql`update door set is_activated = ${isActivated} where id = ${lobby.id}`);
  await activate(false);
  expect(await extend('2033-07-31')).toEqual(['change applied ']);
  expect(await reasonsFor(personId, lobby.id)).toMatchObject([{ day: '2033-07-31' }]);
  await activate(true);
  expect((await extend('2034-07-31')).toSorted()).toEqual(['change applied ', 'grant applied ']);
});
