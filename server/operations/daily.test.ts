import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { diagnoseAccess } from '#server/services/diagnosis/diagnose-access';
import { revealDoorcodes } from '#server/services/doorcodes/reveal-doorcodes';
import { decideDoor } from '#server/services/operations/decide-door';
import { getOperation } from '#server/services/operations/get-operation';
import { getPerson } from '#server/services/people/get-person';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';

const noonInNewYork = '2026-11-23T17:00:00.000Z';
const singleUse = {
  passcodeType: 'DAILY_SINGLE_USE',
  start: noonInNewYork,
  end: null,
  shareable: false,
  role: 'non_resident',
  notify: true,
} as const;

let office: BackOffice;
let owner: Session;
let newYork: string;
let losAngeles: string;

beforeAll(async () => {
  office = await startBackOffice({ now: noonInNewYork, freeze: true });
  owner = await sessionAs('owner');
  newYork = await doorIn('America/New_York');
  losAngeles = await doorIn('America/Los_Angeles');
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.control.clearFaults();
  await office.control.freezeClock(noonInNewYork);
});

async function doorIn(zone: string): Promise<string> {
  const found = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and b.time_zone = ${zone} order by d.id limit 1`);
  const id = found.rows[0]?.id;
  if (!id) throw new Error(`The world has no door in ${zone}.`);
  return id;
}

type Change = { terms?: Partial<GrantAccessInput['terms']>; phone?: string; intentId?: string };

/** A daily code by email, unless there is a phone. */
const grantDay = (name: string, doorIds: string[], start: Instant, { terms, phone = '', intentId }: Change = {}) =>
  grantAccess(nextRequest(owner), {
    intentId: intentId ?? randomUUID(),
    recipient: { kind: 'new', firstName: 'Sam', lastName: name, email: phone ? '' : `${name}@example.com`, phone },
    doorIds,
    terms: { passcodeType: 'DAILY', start, end: null, shareable: false, role: 'non_resident', notify: true, ...terms },
  });

async function posts(operationId: string) {
  const asked = await db().execute<{ id: string }>(sql`
    select request_id as id from operation where id = ${operationId}`);
  const journal = await office.control.journal();
  return journal.filter((call) => call.method === 'POST' && call.requestId === asked.rows[0]?.id);
}

async function codeOf(personId: string, doorId: string): Promise<string> {
  const revealed = await revealDoorcodes(owner, { personId, doorIds: [doorId] });
  return revealed[0]?.code ?? '';
}

test('S37: at 22:30 in Los Angeles a code for New York is for the day that has begun there', async () => {
  await office.control.freezeClock('2026-11-24T06:30:00.000Z');
  const { operationId } = await grantDay('coasts', [newYork, losAngeles], '2026-11-24T06:30:00.000Z');
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied', 'applied']);
  const personId = done.people[0]?.id ?? '';
  const { accesses } = await getPerson(owner, personId);
  const dayAt = (doorId: string) => accesses.find((access) => access.doorId === doorId)?.day;
  expect([dayAt(newYork), dayAt(losAngeles)]).toEqual(['2026-11-24', '2026-11-23']);
  const code = await codeOf(personId, newYork);
  await office.control.freezeClock('2026-11-25T04:59:59.000Z');
  expect(await office.control.tryDoor(newYork, { code })).toMatchObject({ opens: true });
  await office.control.freezeClock('2026-11-25T05:00:00.000Z');
  expect(await office.control.tryDoor(newYork, { code })).toMatchObject({ opens: false });
});

test('tomorrow in New York that is still today in Los Angeles is no code for both', async () => {
  const midnight = '2026-11-24T05:00:00.000Z';
  await expect(grantDay('west', [newYork, losAngeles], midnight)).rejects.toMatchObject({
    ...{ code: 'invalid', field: 'terms.start', params: { reason: 'day_differs', zone: 'Los Angeles' } },
  });
  const { operationId } = await grantDay('west', [newYork, losAngeles], '2026-11-24T08:00:00.000Z');
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  const { accesses } = await getPerson(owner, personId);
  expect(accesses.map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-24']);
});

test.each([
  [23, '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
  [25, '2027-11-07T04:00:00.000Z', '2027-11-08T05:00:00.000Z'],
])('S37: on the day of %i hours a code works from midnight to midnight', async (hours, midnight, next) => {
  await office.control.freezeClock(addMs(midnight, -1_800_000));
  const { operationId } = await grantDay(`day-of-${hours}`, [newYork], midnight);
  const done = await settled(owner, operationId);
  const code = await codeOf(done.people[0]?.id ?? '', newYork);
  const opensAt = async (at: Instant) => {
    await office.control.freezeClock(at);
    return (await office.control.tryDoor(newYork, { code })).opens;
  };
  expect(await opensAt(addMs(midnight, -1000))).toBe(false);
  expect(await opensAt(midnight)).toBe(true);
  expect(await opensAt(addMs(next, -1000))).toBe(true);
  expect(await opensAt(next)).toBe(false);
});

test('S37: a code for today that waited past midnight there is never sent; one for tomorrow still is', async () => {
  const beforeMidnight = '2026-11-24T04:59:50.000Z';
  await office.control.freezeClock(beforeMidnight);
  await office.stopWorker();
  const late = await grantDay('late', [newYork, losAngeles], beforeMidnight);
  const early = await grantDay('early', [newYork], '2026-11-24T05:00:00.000Z');
  await office.control.freezeClock('2026-11-24T05:00:10.000Z');
  await office.startWorker();
  const settledLate = await settled(owner, late.operationId);
  const outcomes = settledLate.doors.map(({ doorId, state, reason }) => [doorId, state, reason]);
  expect(outcomes).toContainEqual([newYork, 'rejected', 'day_passed']);
  expect(outcomes).toContainEqual([losAngeles, 'applied', null]);
  expect((await office.control.user('late@example.com'))?.accesses.map((access) => access.doorUuid)).toEqual([
    losAngeles,
  ]);
  expect((await settled(owner, early.operationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('a lost answer to a daily code is read back and found: one POST, one SMS', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'commit_then_reset' },
    times: 1,
  });
  const phone = '+12125550177';
  const { operationId } = await grantDay('found', [newYork], noonInNewYork, { phone });
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied', reason: null }]);
  expect(await posts(operationId)).toHaveLength(1);
  expect(await office.control.outbox(phone)).toMatchObject([{ channel: 'sms', kind: 'doorcode' }]);
});

test('a daily code that cannot be found is left to a person and never sent again', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'reset_before_commit' },
    times: 1,
  });
  const { operationId } = await grantDay('unclear', [newYork], noonInNewYork);
  const done = await settled(owner, operationId);
  expect(done).toMatchObject({ state: 'needs_person' });
  expect(done.doors).toMatchObject([{ state: 'needs_person', reason: 'daily_not_confirmed' }]);
  expect(await posts(operationId)).toHaveLength(1);
  expect(await office.control.user('unclear@example.com')).toBeNull();
  await expect(grantDay('unclear', [newYork], noonInNewYork)).rejects.toMatchObject({
    params: { reason: 'daily_held' },
  });
});

test('a code that may exist is shown and diagnosed until its day is over, and is the only one until it is settled', async () => {
  const known = await grantDay('maybe', [losAngeles], noonInNewYork);
  const personId = (await settled(owner, known.operationId)).people[0]?.id ?? '';
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'reset_before_commit' },
    times: 1,
  });
  const { operationId } = await grantDay('maybe', [newYork], noonInNewYork);
  const [item] = (await settled(owner, operationId)).doors;
  const shown = async () => (await getPerson(owner, personId)).accesses.filter(({ doorId }) => doorId === newYork);
  expect(await shown()).toMatchObject([{ isHeld: false, pending: 'needs_person', day: '2026-11-23', operationId }]);
  const { checks, next } = await diagnoseAccess(owner, { personId, doorId: newYork });
  expect(checks).toContainEqual(
    expect.objectContaining({ id: 'confirmation', sentence: expect.stringContaining('may exist') }),
  );
  expect(next.button).toMatchObject({ href: `/operations/${operationId}` });
  await office.control.freezeClock('2026-11-24T05:00:00.000Z');
  expect(await shown()).toEqual([]);
  await office.control.freezeClock(noonInNewYork);
  await expect(grantDay('maybe', [newYork], noonInNewYork)).rejects.toMatchObject({
    params: { reason: 'daily_held' },
  });
  const settles = { operationId, itemId: item?.itemId ?? '', doorId: newYork };
  await decideDoor(nextRequest(owner), { ...settles, decision: 'not_there' });
  expect(await shown()).toEqual([]);
  const again = await grantDay('maybe', [newYork], noonInNewYork);
  expect((await settled(owner, again.operationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('a second code for the same day is refused, for the next day given, and the same intent is no second one', async () => {
  const intentId = randomUUID();
  const first = await grantDay('twice', [newYork], noonInNewYork, { intentId });
  await settled(owner, first.operationId);
  await expect(grantDay('twice', [newYork], noonInNewYork)).rejects.toMatchObject({
    field: 'doorIds',
    params: { reason: 'daily_held' },
  });
  expect(await grantDay('twice', [newYork], noonInNewYork, { intentId })).toEqual(first);
  const next = await grantDay('twice', [newYork], '2026-11-24T17:00:00.000Z');
  expect((await settled(owner, next.operationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('somebody known gets the code at the one address chosen', async () => {
  const made = await grantDay('known', [newYork], noonInNewYork);
  const personId = (await settled(owner, made.operationId)).people[0]?.id ?? '';
  await db().execute(sql`update person set phone = '+12125550188' where id = ${personId}`);
  const ask = (contact?: 'email' | 'phone') =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'known', personId, contact },
      doorIds: [losAngeles],
      terms: singleUse,
    });
  await expect(ask()).rejects.toMatchObject({ params: { reason: 'one_contact_only' } });
  const { operationId } = await ask('email');
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.outbox('known@example.com')).toHaveLength(2);
});

test('a phone that OpenKit writes with dashes is the same phone', async () => {
  const made = await grantDay('dashes', [newYork], noonInNewYork, { phone: '+12125550199' });
  const personId = (await settled(owner, made.operationId)).people[0]?.id ?? '';
  await db().execute(sql`update person set phone = '+1-212-555-0199' where id = ${personId}`);
  await expect(grantDay('dashes', [newYork], noonInNewYork, { phone: '(212) 555-0199' })).rejects.toMatchObject({
    params: { reason: 'daily_held' },
  });
});

test('a code that went to a phone alone and whose answer was lost is found, and is ours, though lists show no phones', async () => {
  const alike = await grantDay('alike', [newYork], noonInNewYork, { phone: '+12125550161' });
  await settled(owner, alike.operationId);
  const phones = { type: 'drift', field: 'users[].phone', to: 'missing' };
  await office.control.addFault({ match: { method: 'GET', path: '/v1/users' }, effect: phones });
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'commit_then_reset' }, times: 1 });
  const { operationId } = await grantDay('unheard', [newYork], noonInNewYork, { phone: '+12125550162' });
  await expect
    .poll(async () => (await getOperation(owner, operationId)).doors[0]?.state, { timeout: 10_000 })
    .toBe('unknown');
  await office.stopWorker();
  expect(await sweepNow()).toBe('complete');
  const told = await db().execute(sql`
    select e.cause, e.operation_id as "operationId" from access_event e join person p on p.id = e.person_id
    where p.last_name = 'unheard'`);
  expect(told.rows).toEqual([{ cause: 'operation', operationId }]);
  await office.startWorker();
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'applied' }]);
  expect(await posts(operationId)).toHaveLength(1);
  expect((await getPerson(owner, done.people[0]?.id ?? '')).phone).toBe('+12125550162');
});

test.each([
  [{ shareable: true }, 'terms.shareable', 'daily_not_shareable'],
  [{ end: '2026-11-24T05:00:00.000Z' }, 'terms.end', 'END_TIME_NOT_SUPPORTED'],
  [{ start: '2026-11-25T17:00:00.000Z' }, 'terms.start', 'start_not_today_or_tomorrow'],
  [{ start: '2026-11-23T04:59:59.000Z' }, 'terms.start', 'start_not_today_or_tomorrow'],
  [{ start: '2026-11-23' }, 'terms', 'date_invalid'],
  [{ role: 'resident' as const, notify: false }, 'terms.notify', 'code_would_be_lost'],
])('the server refuses %j itself', async (terms, field, reason) => {
  await expect(grantDay('refused', [newYork], noonInNewYork, { terms })).rejects.toMatchObject({
    field,
    params: { reason },
  });
});

test('a resident whom Latch tells of it is given a code for the day, which nobody else is shown', async () => {
  const email = 'resident@example.com';
  const { operationId } = await grantDay('resident', [newYork], noonInNewYork, { terms: { role: 'resident' } });
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.outbox(email)).toMatchObject([{ channel: 'email', kind: 'doorcode' }]);
  const personId = done.people[0]?.id ?? '';
  const revealed = () => revealDoorcodes(nextRequest(owner), { personId, doorIds: [newYork] });
  expect(await revealed()).toMatchObject([{ code: null, status: 'resident', day: '2026-11-23' }]);
  // The other reading of the documentation leaves it out altogether.
  await office.control.addFault({
    match: { method: 'GET', path: '/v1/users/*' },
    effect: { type: 'drift', field: 'accesses[].doorcode', to: 'missing' },
  });
  expect(await revealed()).toMatchObject([{ code: null, status: 'none' }]);
});

test.each([
  ['', '', 'recipient.email', 'contact_required'],
  ['sam@example.com', '+12125550123', 'recipient.phone', 'one_contact_only'],
])('the server refuses a code for the email "%s" and the phone "%s"', async (email, phone, field, reason) => {
  const asked = grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Sam', lastName: 'Contact', email, phone },
    doorIds: [newYork],
    terms: singleUse,
  });
  await expect(asked).rejects.toMatchObject({ field, params: { reason } });
});

test('a building whose zone nobody knows takes no daily code, not even one accepted before', async () => {
  await office.stopWorker();
  const accepted = await grantDay('zoneless', [losAngeles], noonInNewYork);
  const zone = 'America/Los_Angeles';
  await db().execute(sql`update building set time_zone = null where time_zone = ${zone}`);
  await expect(grantDay('nowhere', [losAngeles], noonInNewYork)).rejects.toMatchObject({
    field: 'doorIds',
    params: { reason: 'door_zone_unknown' },
  });
  await office.startWorker();
  expect((await settled(owner, accepted.operationId)).doors).toMatchObject([
    { state: 'rejected', reason: 'door_zone_unknown' },
  ]);
});
