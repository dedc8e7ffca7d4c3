import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MoveInInput } from '#lib/schemas/tenancy';
import { addDays, dayOf, type LocalDate } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { advisoryLocks } from '#server/db/advisory-locks';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { alignBundle } from '../bundles/align-bundle.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { dryRunRowsQuery, listDryRunRows } from '../dry-runs/list-dry-run-rows.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { decideDoor } from '../operations/decide-door.ts';
import { getOperation } from '../operations/get-operation.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { getUnit } from '../units/get-unit.ts';
import { extendLease } from './extend-lease.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: string;
let today: LocalDate;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  lobby = homes.communal[0]?.id ?? '';
  today = dayOf(await now(), 'America/New_York');
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');
const endsOf = async (name: string) =>
  ((await office.control.user(emailOf(name)))?.accesses ?? [])
    .filter(({ revoked }) => !revoked)
    .map(({ endTime }) => endTime);

const endOn = async (name: string, doorId: string) =>
  ((await office.control.user(emailOf(name)))?.accesses ?? [])
    .filter(({ revoked, doorUuid }) => !revoked && doorUuid === doorId)
    .map(({ endTime }) => dayOf(endTime ?? '', 'America/New_York'));

const bundleUntil = (name: string, endsOn: LocalDate | null, bundleId: string | null = null) =>
  saveBundle(nextRequest(owner), {
    ...{ bundleId, buildingId: homes.buildingId, name, kind: 'amenities' },
    doors: [{ doorId: lobby, isShareable: true, endsOn }],
  });

async function livingIn(name: string, person = somebody(name), more: Partial<MoveInInput> = {}) {
  const { unitId, door } = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, person, more)));
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { door, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

/** A guest at the host's home from so many days after today to so many. Answers their id. */
async function invite(
  { door, tenancyId }: Awaited<ReturnType<typeof livingIn>>,
  name: string,
  from: number,
  to: number,
  doorIds = [door.id],
) {
  const invited = await inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds },
    guest: { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    when: { kind: 'stay', from: addDays(today, from), to: addDays(today, to) },
  });
  return (await done(invited)).people[0]?.id ?? '';
}

const endIn = ({ tenancyId }: { tenancyId: string }, days: number) =>
  extendLease(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: addDays(today, days), sharing: null },
  });

test('guests stay no longer than a host whose lease is made shorter, and who was to come later does not', async () => {
  const home = await livingIn('Nutmeg');
  await invite(home, 'Early', 0, 3);
  await invite(home, 'Late', 0, 40);
  await invite(home, 'Later', 30, 40);
  const [early] = await endsOf('Early');
  await done(await endIn(home, 20));
  const [host] = await endsOf('Nutmeg');
  expect([await endsOf('Early'), await endsOf('Late'), await endsOf('Later')]).toEqual([[early], [host], []]);
  // A longer lease leaves guests as they are.
  await done(await endIn(home, 60));
  expect([await endsOf('Early'), await endsOf('Late'), await endsOf('Later')]).toEqual([[early], [host], []]);
});

test('what another host lets a guest in for stays, and whoever holds nothing gets nothing by it', async () => {
  const [home, other] = [await livingIn('Oak'), await livingIn('Pine')];
  const twice = await invite(home, 'Twice', 0, 40);
  const reason = sql`insert into access_reason (person_id, person_key, door_id, building_id, kind, host_id, starts_at,
    ends_at, shareable, role)
    select person_id, person_key, door_id, building_id, 'guest', (select person_id from tenancy where id = ${other.tenancyId}),
      starts_at, ends_at - interval '5 days', shareable, role from access_reason where person_id = ${twice}`;
  await db().execute(reason);
  const lost = await invite(home, 'Lost', 0, 40);
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: lost, note: '' }));
  await done(await endIn(home, 20));
  const endDay = (await endsOf('Twice')).map((end) => dayOf(end ?? '', 'America/New_York'));
  expect(endDay).toEqual([addDays(today, 36)]);
  expect(await endsOf('Lost')).toEqual([]);
  const { rows } = await db().execute<{ end: string }>(sql`
    select ends_at as "end" from access_reason where person_id = ${lost} and ended_at is null`);
  expect(rows.map(({ end }) => end)).toEqual(await endsOf('Oak'));
});

test('guests in a door of both homes stay no longer than the new lease lets the host stay', async () => {
  const { bundleId } = await bundleUntil('Lobby', null);
  const home = await livingIn('Quince', somebody('Quince'), { bundleIds: [bundleId] });
  await invite(home, 'Both', 0, 40, [home.door.id, lobby]);
  const { unitId } = await homes.newUnit();
  const wish = { tenancyId: home.tenancyId, unitId, leaseEnd: addDays(today, 20) };
  await done(await transfer(nextRequest(owner), { ...wish, intentId: randomUUID() }));
  expect(await endOn('Quince', lobby)).toEqual([wish.leaseEnd]);
  expect(await endOn('Both', lobby)).toEqual([wish.leaseEnd]);
  expect(await endOn('Both', home.door.id)).toEqual([]);
});

test('whoever gives up one of two leases keeps the lobby by the other, and so do guests, no longer', async () => {
  const { bundleId } = await bundleUntil('Lobby too', null);
  const more = { bundleIds: [bundleId] };
  const home = await livingIn('Rowan', somebody('Rowan'), more);
  const leaseEnd = addDays(today, 20);
  await livingIn('Rowan', { kind: 'known', personId: home.personId }, { ...more, leaseEnd });
  await invite(home, 'Left', 0, 40, [home.door.id, lobby]);
  const doors = [{ personId: home.personId, doorIds: [home.door.id] }];
  const out = { intentId: randomUUID(), tenancyIds: [home.tenancyId], doors, note: '' };
  const operation = await done(await moveOut(nextRequest(owner), out));
  expect(operation.doors.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual([
    'change applied',
    'change applied',
    'revoke applied',
    'revoke applied',
  ]);
  expect([await endOn('Rowan', lobby), await endOn('Left', lobby)]).toEqual([[leaseEnd], [leaseEnd]]);
  expect(await endOn('Left', home.door.id)).toEqual([]);
});

test('guests stay no longer than a bundle that is brought in line lets the host stay', async () => {
  const { bundleId } = await bundleUntil('Lobby again', null);
  const home = await livingIn('Spruce', somebody('Spruce'), { bundleIds: [bundleId] });
  await invite(home, 'Bundled', 0, 40, [lobby]);
  await bundleUntil('Lobby again', addDays(today, 20), bundleId);
  await done(await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId }));
  const [end] = await endOn('Spruce', lobby);
  expect(end).toEqual(addDays(today, 21));
  expect(await endOn('Bundled', lobby)).toEqual([end]);
});

type Home = Awaited<ReturnType<typeof livingIn>>;

/** Somebody's own end of a door made another day by hand. */
const endByHand = async ({ personId, door }: Home, days: number) =>
  changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [door.id], shareable: null },
    end: { kind: 'at', at: addMs(await now(), days * 86_400_000) },
  });

const refuse = (method: string, path: string) =>
  office.control.addFault({
    match: { method, path },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_END_TIME' } },
    times: 1,
  });

/** Until when somebody is a guest, by what we noted. */
async function notedFor(personId: string) {
  const { rows } = await db().execute<{ end: string }>(sql`
    select ends_at as "end" from access_reason where person_id = ${personId} and kind = 'guest' and ended_at is null
    order by ends_at`);
  return rows.map(({ end }) => end);
}

const retry = async (operationId: string | null) =>
  done(await retryOperation(nextRequest(owner), { intentId: randomUUID(), operationId: operationId ?? '' }));

/** A guest who is let in until so many days after today, or for today. */
const letIn = ({ door, tenancyId }: Home, name: string, when: number | 'today') =>
  inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds: [door.id] },
    guest: { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    when:
      when === 'today'
        ? { kind: 'day', passcodeType: 'DAILY', day: 'today' }
        : { kind: 'stay', from: today, to: addDays(today, when) },
  });

const underWay = { code: 'stale', params: { reason: 'host_under_way' } };

test('nobody is let in while the host’s earlier end is on its way, and then for no longer than that', async () => {
  const home = await livingIn('Tulip');
  await office.stopWorker();
  const ending = await endByHand(home, 20);
  await expect(letIn(home, 'Eager', 40)).rejects.toMatchObject(underWay);
  await expect(letIn(home, 'Eager', 'today')).rejects.toMatchObject(underWay);
  await office.startWorker();
  await done(ending);
  await expect(letIn(home, 'Eager', 40)).rejects.toMatchObject({ params: { reason: 'guest_outlives_host' } });
  await done(await letIn(home, 'Eager', 10));
  expect(await endOn('Eager', home.door.id)).toEqual([addDays(today, 11)]);
});

test('a code for a day that the host is still to get holds up no guest', async () => {
  const home = await livingIn('Thyme');
  await office.stopWorker();
  const ownCode = await grantAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), note: '', doorIds: [home.door.id] },
    recipient: { kind: 'known', personId: home.personId },
    terms: { ...endless, passcodeType: 'DAILY', start: await now() },
  });
  const invited = await letIn(home, 'Unhindered', 10);
  await office.startWorker();
  await done(ownCode);
  await done(invited);
  expect(await endOn('Unhindered', home.door.id)).toEqual([addDays(today, 11)]);
});

test('nor in the moment in which it is accepted', async () => {
  const home = await livingIn('Umbel');
  await office.stopWorker();
  const waiting = async () =>
    (
      await db().execute(
        sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).rowCount;
  const begun = await db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.logChain})`);
    const ending = endByHand(home, 20);
    await expect.poll(waiting).toBe(1);
    const inviting = expect(letIn(home, 'Sudden', 40)).rejects.toMatchObject(underWay);
    await expect.poll(waiting).toBe(2);
    return { ending, inviting };
  });
  await begun.inviting;
  await office.startWorker();
  await done(await begun.ending);
  expect(await endsOf('Sudden')).toEqual([]);
});

test('guests stay no longer than a host whose end is made earlier by hand, and a later end leaves them as they are', async () => {
  const home = await livingIn('Willow');
  const early = await invite(home, 'Brief', 0, 3);
  const late = await invite(home, 'Lasting', 0, 40);
  const later = await invite(home, 'Coming', 30, 40);
  const [end] = await endsOf('Brief');
  await done(await endByHand(home, 20));
  const [host] = await endsOf('Willow');
  expect([await endsOf('Brief'), await endsOf('Lasting'), await endsOf('Coming')]).toEqual([[end], [host], []]);
  expect([await notedFor(early), await notedFor(late), await notedFor(later)]).toEqual([[end], [host], []]);
  await done(await endByHand(home, 60));
  expect([await endsOf('Brief'), await endsOf('Lasting')]).toEqual([[end], [host]]);
});

test('where OpenKit refuses the host’s earlier end, guests keep theirs until it is sent again', async () => {
  const home = await livingIn('Yarrow');
  const late = await invite(home, 'Kept', 0, 40);
  const later = await invite(home, 'Kept-Too', 30, 40);
  const ends = [await endsOf('Kept'), await endsOf('Kept-Too')];
  await refuse('PATCH', `*/${home.personId}/*`);
  const { operationId } = await endByHand(home, 20);
  await done({ operationId });
  expect([await endsOf('Kept'), await endsOf('Kept-Too')]).toEqual(ends);
  expect([await notedFor(late), await notedFor(later)]).toEqual(ends);
  await retry(operationId);
  expect([await endsOf('Kept'), await endsOf('Kept-Too')]).toEqual([await endsOf('Yarrow'), []]);
  expect([await notedFor(late), await notedFor(later)]).toEqual([await endsOf('Yarrow'), []]);
});

/** The door of an operation on which a person is to decide. */
async function undecided(operationId: string) {
  const found = async () => {
    const operation = await getOperation(owner, operationId);
    expect(operation.state).toBe('needs_person');
    return operation;
  };
  const operation = await vi.waitFor(found, { timeout: 20_000, interval: 30 });
  const { itemId = '', doorId = '' } = operation.doors.find(({ state }) => state === 'needs_person') ?? {};
  return { itemId, doorId };
}

test('guests keep theirs where a person keeps the host’s end as somebody else had set it', async () => {
  const home = await livingIn('Yucca');
  const late = await invite(home, 'Abiding', 0, 40);
  const later = await invite(home, 'Arriving', 30, 40);
  const ends = [await endsOf('Abiding'), await endsOf('Arriving')];
  await office.control.moveEndElsewhere(home.personId, home.door.id, addMs(await now(), 90 * 86_400_000));
  const { operationId } = await endByHand(home, 20);
  const { itemId, doorId } = await undecided(operationId);
  await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'keep' });
  await done({ operationId });
  expect([await endsOf('Abiding'), await endsOf('Arriving')]).toEqual(ends);
  expect([await notedFor(late), await notedFor(later)]).toEqual(ends);
});

test('while a person is to decide on a host’s earlier end nobody is let in for longer', async () => {
  const home = await livingIn('Dogwood');
  await invite(home, 'Waiting', 0, 40);
  await office.control.moveEndElsewhere(home.personId, home.door.id, addMs(await now(), 90 * 86_400_000));
  const { operationId } = await endByHand(home, 20);
  const { itemId, doorId } = await undecided(operationId);
  const refused = { code: 'stale', params: { reason: 'host_end_undecided' } };
  await expect(letIn(home, 'Outliving', 40)).rejects.toMatchObject(refused);
  await done(await letIn(home, 'Leaving', 10));
  await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'overwrite' });
  await done({ operationId });
  expect(await endsOf('Waiting')).toEqual(await endsOf('Dogwood'));
  expect(await endOn('Leaving', home.door.id)).toEqual([addDays(today, 11)]);
  await expect(letIn(home, 'Outliving', 40)).rejects.toMatchObject({ params: { reason: 'guest_outlives_host' } });
});

test('a host’s earlier end that is sent again takes along who was let in since, each by one call', async () => {
  const home = await livingIn('Elder');
  await invite(home, 'Before', 0, 40);
  await refuse('PATCH', `*/${home.personId}/*`);
  const { operationId } = await endByHand(home, 20);
  await done({ operationId });
  const since = await invite(home, 'Since', 0, 40);
  const later = await invite(home, 'Since-Later', 30, 40);
  const ends = [await endsOf('Since'), await endsOf('Since-Later')];
  await refuse('PATCH', `*/${home.personId}/*`);
  const again = await retry(operationId);
  expect(again.doors.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual([
    'change cancelled',
    'change cancelled',
    'change rejected',
    'revoke cancelled',
  ]);
  expect([await endsOf('Since'), await endsOf('Since-Later')]).toEqual(ends);
  expect([await notedFor(since), await notedFor(later)]).toEqual(ends);
  const { doors } = await retry(again.id);
  expect(doors.map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'applied'));
  const [host] = await endsOf('Elder');
  expect([await endsOf('Before'), await endsOf('Since'), await endsOf('Since-Later')]).toEqual([[host], [host], []]);
  expect([await notedFor(since), await notedFor(later)]).toEqual([[host], []]);
});

test('guests of whom OpenKit refuses to move stay noted as they are held, until it is sent again', async () => {
  const { bundleId } = await bundleUntil('Lobby of both', null);
  const home = await livingIn('Zelkova', somebody('Zelkova'), { bundleIds: [bundleId] });
  const guest = await invite(home, 'Stays', 0, 40, [home.door.id, lobby]);
  const ends = await endsOf('Stays');
  const { unitId, door } = await homes.newUnit();
  const wish = { tenancyId: home.tenancyId, unitId, leaseEnd: addDays(today, 20) };
  await refuse('POST', '/v2/users');
  const { operationId } = await transfer(nextRequest(owner), { ...wish, intentId: randomUUID() });
  await done({ operationId });
  expect(await endsOf('Stays')).toEqual(ends);
  expect(await notedFor(guest)).toEqual(ends);
  await retry(operationId);
  expect(await endOn('Zelkova', door.id)).toEqual([wish.leaseEnd]);
  expect(await endOn('Stays', lobby)).toEqual([wish.leaseEnd]);
  expect(await notedFor(guest)).toEqual(await endsOf('Stays'));
});

/** Everything these people hold made to end on one day: the dry run, and what it shows would be sent. */
async function endMany(ids: string[], days: number) {
  const { dryRunId } = await planBulk(nextRequest(owner), {
    selection: { kind: 'ids', list: 'people', ids },
    wish: { kind: 'extend', end: { kind: 'day', day: addDays(today, days) } },
  });
  const rows = (await listDryRunRows(owner, dryRunRowsQuery.parse({ id: dryRunId }))).items;
  const { hash } = await getDryRun(owner, dryRunId);
  return {
    shown: rows.map(({ personName, action, problem }) => `${personName}: ${action ?? problem}`),
    confirm: () => confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() }),
  };
}

test('guests of many whose ends are made earlier at once are shown in the dry run, and stay no longer', async () => {
  const [home, other] = [await livingIn('Acacia'), await livingIn('Beech')];
  const early = await invite(home, 'Shortly', 0, 3);
  const late = await invite(home, 'Longer', 0, 40);
  const later = await invite(home, 'Afterwards', 30, 40);
  const chosen = await invite(other, 'Chosen', 0, 40);
  const [end] = await endsOf('Shortly');
  const many = await endMany([home.personId, other.personId, chosen], 20);
  expect(many.shown.toSorted()).toEqual([
    'Acacia Rivera: change',
    'Afterwards Rivera: revoke',
    'Beech Rivera: change',
    'Chosen Rivera: change',
    'Longer Rivera: change',
  ]);
  await done(await many.confirm());
  const [host] = await endsOf('Acacia');
  expect([await endsOf('Shortly'), await endsOf('Longer'), await endsOf('Afterwards')]).toEqual([[end], [host], []]);
  expect([await notedFor(early), await notedFor(late), await notedFor(later)]).toEqual([[end], [host], []]);
  expect(await notedFor(chosen)).toEqual(await endsOf('Beech'));
});

test('no host ends earlier at once with others while a guest is being let in, before the dry run or after it', async () => {
  const home = await livingIn('Cedar');
  const before = await endMany([home.personId], 20);
  await office.stopWorker();
  const { operationId } = await inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId: home.tenancyId, doorIds: [home.door.id] },
    guest: { firstName: 'Entering', lastName: 'Rivera', email: emailOf('Entering'), phone: '' },
    when: { kind: 'stay', from: today, to: addDays(today, 40) },
  });
  const stale = { code: 'stale', params: { reason: 'dry_run_old' } };
  await expect(before.confirm()).rejects.toMatchObject(stale);
  expect((await endMany([home.personId], 20)).shown).toEqual(['Cedar Rivera: operation_under_way']);
  await office.startWorker();
  await done({ operationId });
  expect((await endMany([home.personId], 20)).shown).toEqual(['Cedar Rivera: change', 'Entering Rivera: change']);
});

test('many ends that are sent again take along the guests of each who were let in since', async () => {
  const [home, other] = [await livingIn('Fir'), await livingIn('Gum')];
  const many = await endMany([home.personId, other.personId], 20);
  for (const { personId } of [home, other]) await refuse('PATCH', `*/${personId}/*`);
  const { operationId } = await many.confirm();
  await done({ operationId });
  const ids = [await invite(home, 'Of-Fir', 0, 40), await invite(other, 'Of-Gum', 0, 40)];
  await retry(operationId);
  const hosts = [await endsOf('Fir'), await endsOf('Gum')];
  expect([await endsOf('Of-Fir'), await endsOf('Of-Gum')]).toEqual(hosts);
  expect([await notedFor(ids[0] ?? ''), await notedFor(ids[1] ?? '')]).toEqual(hosts);
});
