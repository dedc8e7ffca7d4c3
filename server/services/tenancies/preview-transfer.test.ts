import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InviteGuestInput } from '#lib/schemas/guest';
import type { MovedDoor, TransferInput, TransferPreview } from '#lib/schemas/tenancy';
import { addDays, dayOf, type LocalDate } from '#lib/time/day';
import { addMs, dayMs } from '#lib/time/instant';
import { defaultRules, leaseWindow } from '#lib/units/lease-window';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { setBuildingRules } from '../units/building-rules.ts';
import { getUnit } from '../units/get-unit.ts';
import { moveIn } from './move-in.ts';
import { previewTransfer } from './preview-transfer.ts';
import { transfer } from './transfer.ts';

type House = Homes & { lobby: MirrorDoor; gym: MirrorDoor; amenities: string };

let office: BackOffice;
let owner: Session;
let here: House;
let there: House;
let today: LocalDate;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  here = await house('America/New_York');
  there = await house('America/Los_Angeles');
  today = dayOf(await now(), 'America/New_York');
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function house(zone: string): Promise<House> {
  const homes = await openHomes(owner, zone);
  const [lobby, gym] = homes.communal;
  if (!lobby || !gym) throw new Error('The building has no two communal doors.');
  const doors = [lobby, gym].map(({ id }) => ({ doorId: id, isShareable: true, endsOn: null }));
  const about = { bundleId: null, buildingId: homes.buildingId, name: 'Amenities', kind: 'amenities' } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), { ...about, doors });
  return { ...homes, lobby, gym, amenities: bundleId };
}

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');

/** Somebody with a home and the amenities of the first house. */
async function livingHere(name: string) {
  const { unitId, door } = await here.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(name), { bundleIds: [here.amenities] })));
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { door, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

type Wish = Omit<TransferInput, 'intentId'>;
const preview = (wish: Wish) => previewTransfer(nextRequest(owner), wish);
const move = (wish: Wish) => transfer(nextRequest(owner), { ...wish, intentId: randomUUID() });

const becomes = ({ doors }: { doors: MovedDoor[] }, what: MovedDoor['becomes']) =>
  doors.filter((door) => door.becomes === what).map(({ doorName }) => doorName);

async function invite(tenancyId: string, name: string, doors: MirrorDoor[], when?: InviteGuestInput['when']) {
  const guest = { firstName: 'Guest', lastName: name, email: emailOf(name), phone: '' };
  const doorIds = doors.map(({ id }) => id);
  const stay = when ?? ({ kind: 'stay', from: today, to: addDays(today, 3) } as const);
  return done(await inviteGuest(nextRequest(owner), { intentId: randomUUID(), tenancyId, guest, doorIds, when: stay }));
}

const guestsSaid = ({ guestsAlone, guestsKept, guestsUntil, guestsTooLate }: TransferPreview) => [
  guestsAlone,
  guestsKept,
  guestsUntil,
  guestsTooLate,
];

const heldUntil = async (name: string) =>
  ((await office.control.user(emailOf(name)))?.accesses ?? [])
    .filter(({ revoked }) => !revoked)
    .map(({ endTime }) => endTime);

/** The versions of all rows that a transfer may write. */
async function versions() {
  const tables = ['tenancy', 'access_reason', 'guest_access', 'task', 'operation', 'operation_item', 'audit_entry'];
  const found = await Promise.all(
    tables.map((table) => db().execute(sql`select xmin::text, ctid::text from ${sql.identifier(table)} order by ctid`)),
  );
  return found.map(({ rows }) => rows);
}

test('a transfer says before whom it takes the old home from, what opens late and which codes stay, and does so', async () => {
  const { tenancyId, personId, door } = await livingHere('Tara');
  const next = await here.newUnit();
  await invite(tenancyId, 'Will', [door, here.lobby]);
  await invite(tenancyId, 'Tess', [door], { kind: 'day', passcodeType: 'DAILY', day: 'today' });
  const shared = { doorUuid: door.id, hostUuid: personId, email: emailOf('Sam'), firstName: 'Sam', lastName: 'Rivera' };
  await office.control.worldEvent({ type: 'guest_invited', ...shared });
  await office.control.setConnected(door.id, false);
  expect(await sweepNow()).toBe('complete');

  const wish = { tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const before = await versions();
  const said = await preview(wish);
  expect(await versions()).toEqual(before);
  expect(said).toMatchObject({ name: 'Tara Rivera', email: emailOf('Tara'), isHomeFirst: true, hasNoDoor: false });
  expect(becomes(said, 'given')).toEqual([next.door.name]);
  expect(becomes(said, 'same').toSorted()).toEqual([here.gym.name, here.lobby.name].toSorted());
  expect(said.doors.filter((one) => one.becomes === 'revoked')).toMatchObject([
    { doorId: door.id, isConnected: false, hasCode: true, guests: ['Guest Will', 'Sam Rivera'] },
  ]);
  expect(said.daily).toMatchObject([{ doorName: door.name, guestName: 'Guest Tess' }]);
  expect([...guestsSaid(said), said.sharedByOthers]).toEqual([[], [], [], [], []]);

  const { doors } = await done(await move(wish));
  expect(doors.map(({ action, doorId, state }) => [action, doorId, state])).toEqual([
    ['grant', next.door.id, 'applied'],
    ['revoke', door.id, 'applied'],
    ['revoke', door.id, 'applied'],
  ]);
  await office.control.syncDoor(door.id);
  for (const name of ['Tara', 'Will', 'Sam']) {
    const userUuid = (await office.control.user(emailOf(name)))?.userUuid ?? '';
    expect(await office.control.tryDoor(door.id, { userUuid }), name).toMatchObject({ opens: false });
  }
});

test('a shorter lease says until when guests may stay', async () => {
  const { tenancyId } = await livingHere('Uma');
  const next = await here.newUnit();
  await invite(tenancyId, 'Vera', [here.lobby], { kind: 'stay', from: today, to: addDays(today, 20) });
  const lastDay = addDays(today, 10);
  const before = await versions();
  const said = await preview({ tenancyId, unitId: next.unitId, leaseEnd: lastDay });
  expect(await versions()).toEqual(before);
  const { end } = leaseWindow({ start: null, end: lastDay }, defaultRules, 'America/New_York', await now());
  const changed = said.doors.filter((one) => one.becomes === 'changed');
  expect(new Map(changed.map(({ doorId, after }) => [doorId, after?.end]))).toEqual(
    new Map([
      [here.lobby.id, end],
      [here.gym.id, end],
    ]),
  );
  const [until] = await heldUntil('Vera');
  const vera = { doorName: here.lobby.name, name: 'Guest Vera', isConnected: true };
  expect(guestsSaid(said)).toEqual([[], [], [{ ...vera, before: until, end }], []]);
});

test('a guest who would come only after a shorter lease is said to lose that, not to open what the host does not', async () => {
  const { tenancyId } = await livingHere('Ada');
  const next = await here.newUnit();
  const stay = { kind: 'stay', from: addDays(today, 15), to: addDays(today, 20) } as const;
  await invite(tenancyId, 'Bea', [here.lobby], stay);
  const wish = { tenancyId, unitId: next.unitId, leaseEnd: addDays(today, 10) };
  const said = await preview(wish);
  expect(becomes(said, 'changed')).toContain(here.lobby.name);
  const bea = { doorName: here.lobby.name, name: 'Guest Bea', isConnected: true };
  expect(guestsSaid(said)).toEqual([[], [], [], [bea]]);
  await done(await move(wish));
  expect(await heldUntil('Bea')).toEqual([]);
});

test('a guest who keeps a door of the old home for something else is said to, and until when', async () => {
  const { tenancyId, door } = await livingHere('Cara');
  const next = await here.newUnit();
  const end = addMs(await now(), 10 * dayMs);
  const terms = { passcodeType: 'PERMANENT', start: await now(), end, shareable: false, role: 'non_resident' } as const;
  const recipient = { kind: 'new', firstName: 'Guest', lastName: 'Dan', email: emailOf('Dan'), phone: '' } as const;
  const job = { intentId: randomUUID(), recipient, doorIds: [door.id], terms: { ...terms, notify: false } };
  await done(await grantAccess(nextRequest(owner), job));
  await invite(tenancyId, 'Dan', [door], { kind: 'stay', from: today, to: addDays(today, 20) });
  const [before] = await heldUntil('Dan');
  const wish = { tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const said = await preview(wish);
  expect(said.doors.find(({ doorId }) => doorId === door.id)).toMatchObject({ becomes: 'revoked', guests: [] });
  const dan = { doorName: door.name, name: 'Guest Dan', isConnected: true };
  expect(guestsSaid(said)).toEqual([[], [{ ...dan, before, end }], [], []]);
  await done(await move(wish));
  expect(await heldUntil('Dan')).toEqual([end]);
});

test('a door of the old home that something else keeps is said to stay, and why', async () => {
  const { personId } = await livingHere('Vic');
  const [home, next] = [await here.newUnit(), await here.newUnit()];
  const terms = {
    passcodeType: 'PERMANENT',
    start: await now(),
    end: null,
    shareable: true,
    role: 'resident',
  } as const;
  const recipient = { kind: 'known', personId } as const;
  const gift = { intentId: randomUUID(), recipient, doorIds: [home.door.id], terms: { ...terms, notify: false } };
  await done(await grantAccess(nextRequest(owner), gift));
  await moveIn(nextRequest(owner), moveInWish(home.unitId, recipient));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  const wish = { tenancyId: tenant?.tenancyId ?? '', unitId: next.unitId, leaseEnd: '2031-07-31' };
  const said = await preview(wish);
  expect(becomes(said, 'revoked')).toEqual([]);
  const kept = { becomes: 'kept', reasons: ['by_hand'] };
  expect(said.doors.find(({ doorId }) => doorId === home.door.id)).toMatchObject(kept);
  await done(await move(wish));
  expect(await office.control.tryDoor(home.door.id, { userUuid: personId })).toMatchObject({ opens: true });
});

test('to another building the shared doors of both are named, and the end is that of its rules and clock', async () => {
  const rules = { moveInHour: 9, moveOutHour: 11, graceDays: 2 };
  await setBuildingRules(nextRequest(owner), { buildingId: there.buildingId, ...rules });
  const { tenancyId, door } = await livingHere('Wim');
  const next = await there.newUnit();
  const wish = { tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const said = await preview(wish);
  expect(becomes(said, 'given')).toEqual([
    next.door.name,
    ...[there.gym.name, there.lobby.name].toSorted((a, b) => a.localeCompare(b)),
  ]);
  expect(becomes(said, 'revoked').toSorted()).toEqual([door.name, here.gym.name, here.lobby.name].toSorted());
  const buildings = Map.groupBy(said.doors, ({ becomes: what, buildingName }) => `${what} ${buildingName}`);
  expect(buildings.size).toBe(2);
  const end = '2031-08-02T18:00:00.000Z';
  expect(said.doors.flatMap(({ after }) => after?.end ?? [])).toEqual([end, end, end]);
  expect(said.timeZone).toBe('America/Los_Angeles');

  const { doors } = await done(await move(wish));
  expect(doors.every(({ state }) => state === 'applied')).toBe(true);
  const held = (await office.control.user(emailOf('Wim')))?.accesses.filter(({ revoked }) => !revoked) ?? [];
  expect(held.map(({ doorUuid }) => doorUuid).toSorted()).toEqual(
    [next.door.id, there.lobby.id, there.gym.id].toSorted(),
  );
  expect(new Set(held.map(({ endTime }) => endTime?.slice(0, 16)))).toEqual(new Set(['2031-08-02T18:00']));
});

test('guests at doors that the host has lost before are named, and what is not given for a lost phone', async () => {
  const { tenancyId, personId, door } = await livingHere('Xavi');
  const next = await here.newUnit();
  await invite(tenancyId, 'Yves', [door]);
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }));
  const said = await preview({ tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' });
  expect(said.guestsAlone).toEqual([{ doorName: door.name, name: 'Guest Yves', isConnected: true }]);
  expect(becomes(said, 'given')).toEqual([next.door.name]);
  expect(becomes(said, 'waiting').toSorted()).toEqual([here.gym.name, here.lobby.name].toSorted());
});

test('what the transfer would refuse is refused before, for the same reason', async () => {
  const { tenancyId } = await livingHere('Zita');
  const next = await here.newUnit();
  const wish = { tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  await db().execute(sql`update door set is_activated = false where id = ${next.door.id}`);
  const shut = { code: 'invalid', field: 'unitId', params: { reason: 'home_not_givable', door: next.door.name } };
  await expect(preview(wish)).rejects.toMatchObject(shut);
  await expect(move(wish)).rejects.toMatchObject(shut);
  await db().execute(sql`update door set is_activated = true where id = ${next.door.id}`);
  const past = { code: 'invalid', field: 'leaseEnd', params: { reason: 'end_past' } };
  await expect(preview({ ...wish, leaseEnd: '2020-01-31' })).rejects.toMatchObject(past);
  const elsewhere = await sessionAs('leasing_agent', [there.buildingId]);
  await expect(previewTransfer(elsewhere, wish)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  await expect(previewTransfer(await sessionAs('auditor'), wish)).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});
