import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { operationCap } from '#lib/permissions';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { changeAccess } from '#server/services/accesses/change-access';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { revealDoorcodes } from '#server/services/doorcodes/reveal-doorcodes';
import { decideDoor } from '#server/services/operations/decide-door';
import { getOperation } from '#server/services/operations/get-operation';
import { retryOperation } from '#server/services/operations/retry-operation';
import { getOpenKitStatus } from '#server/services/sync/get-openkit-status';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';
import { endless } from '../../e2e/fixtures/terms.ts';

const hourMs = 3_600_000;
const settleMs = 1000;

let office: BackOffice;
let owner: Session;

beforeAll(async () => {
  office = await startBackOffice({}, settleMs / 1000);
  owner = await sessionAs('owner');
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.control.clearFaults();
});

/** Connected, activated doors of one building. */
async function openDoors(count: number): Promise<string[]> {
  const found = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and d.accessibility = 'communal'
      and b.time_zone is not null
    order by b.id, d.id limit ${count}`);
  return found.rows.map((row) => row.id);
}

type New = Extract<GrantAccessInput['recipient'], { kind: 'new' }>;

async function grantTo(
  email: string,
  doorIds: string[],
  change: Partial<GrantAccessInput['terms']> = {},
  who: Partial<New> = {},
) {
  const start: Instant = await now();
  return grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Noor', lastName: 'Haddad', email, phone: '', ...who },
    doorIds,
    terms: { ...endless, start, ...change },
  });
}

/** The grants that reached OpenKit for an operation. */
async function posts(operationId: string) {
  const [asked] = (
    await db().execute<{ id: string }>(sql`select request_id as id from operation where id = ${operationId}`)
  ).rows;
  const journal = await office.control.journal();
  return journal.filter((call) => call.method === 'POST' && call.requestId === asked?.id);
}

test('a grant is one POST, is applied when OpenKit confirmed it, and its code opens the lock until it is revoked', async () => {
  const doorIds = await openDoors(2);
  const { operationId } = await grantTo('noor@example.com', doorIds);
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied', 'applied']);
  expect(await posts(operationId)).toHaveLength(1);
  expect(await office.control.outbox('noor@example.com')).toHaveLength(1);

  const personId = done.people[0]?.id ?? '';
  const [revealed] = await revealDoorcodes(owner, { personId, doorIds: doorIds.slice(0, 1) });
  const code = revealed?.code ?? '';
  expect(code).toMatch(/^\d{7}$/);
  expect(await office.control.tryDoor(doorIds[0] ?? '', { code })).toMatchObject({ opens: true });

  const revoked = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: doorIds.slice(0, 1),
  });
  expect((await settled(owner, revoked.operationId)).doors.map((door) => door.state)).toEqual(['applied']);
  expect(await office.control.tryDoor(doorIds[0] ?? '', { code })).toMatchObject({ opens: false });
  expect(await office.control.tryDoor(doorIds[1] ?? '', { userUuid: personId })).toMatchObject({ opens: true });
});

test('a revocation where a resident’s share alone opens the door is refused, never called done', async () => {
  const [shared] = (
    await db().execute<{ personId: string; doorId: string }>(sql`
      select a.person_id as "personId", a.door_id as "doorId" from access a
      where a.granter_kind = 'user' and a.passcode_type = 'PERMANENT' and a.gone_at is null
        and a.starts_at < now() and coalesce(a.ends_at > now(), true)
        and not exists (select from access other where other.person_id = a.person_id and other.door_id = a.door_id
          and other.id <> a.id) limit 1`)
  ).rows;
  if (!shared) throw new Error('No resident of the sandbox shared a door.');
  const { personId, doorId } = shared;
  const { operationId } = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: [doorId],
  });
  expect((await settled(owner, operationId)).doors).toMatchObject([
    { state: 'rejected', reason: 'shared_by_resident' },
  ]);
  expect(await office.control.tryDoor(doorId, { userUuid: personId })).toMatchObject({ opens: true });
});

test('a revocation counts as done only where OpenKit’s answer could be read: else a person says so', async () => {
  const doorIds = await openDoors(1);
  const drifts = [
    { field: 'accesses[].doorUuid', to: 'null' },
    { field: 'accesses[].passcodeType', to: 'unknown_enum' },
  ];
  for (const [n, drift] of drifts.entries()) {
    const granted = await settled(owner, (await grantTo(`unread-${n}@example.com`, doorIds)).operationId);
    const personId = granted.people[0]?.id ?? '';
    await office.control.addFault({ match: { method: 'DELETE' }, effect: { type: 'reset_before_commit' }, times: 1 });
    await office.control.addFault({
      match: { method: 'GET', path: `/v1/users/${personId}` },
      effect: { type: 'drift', ...drift },
    });
    const { operationId } = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds });
    const [door] = (await settled(owner, operationId)).doors;
    expect(door).toMatchObject({ state: 'needs_person', reason: 'not_confirmed' });
    expect(await office.control.tryDoor(doorIds[0] ?? '', { userUuid: personId })).toMatchObject({ opens: true });
    await office.control.clearFaults();
    const { itemId = '', doorId = '' } = door ?? {};
    await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'not_there' });
    const again = await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() });
    expect((await settled(owner, again.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  }
});

test.each([
  ['doorUuid', null],
  ['endTime', '2031-03-10T12:00:00'],
])('a lost grant that may be among what could not be read is not sent twice: %s', async (field, value) => {
  const doorIds = await openDoors(1);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'commit_then_reset' },
    times: 1,
  });
  await office.control.addFault({
    match: { method: 'GET', path: '/v1/users/*' },
    effect: { type: 'drift', field: `accesses[].${field}`, to: 'value', value },
  });
  const { operationId } = await grantTo(`hidden-${field}@example.com`, doorIds);
  const [door] = (await settled(owner, operationId)).doors;
  expect(door).toMatchObject({ state: 'needs_person', reason: 'not_confirmed' });
  expect(await posts(operationId)).toHaveLength(1);
  const { itemId = '', doorId = '' } = door ?? {};
  await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'there' });
});

test('S30: an answer lost after the commit is read back: one grant, one invite', async () => {
  const doorIds = await openDoors(1);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'commit_then_reset' },
    times: 1,
  });
  const { operationId } = await grantTo('lost@example.com', doorIds);
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied']);
  expect(await posts(operationId)).toHaveLength(1);
  expect(await office.control.outbox('lost@example.com')).toHaveLength(1);
  expect(done.people[0]?.id).toBe((await office.control.user('lost@example.com'))?.userUuid);
});

test('S32: a 500 without effect is read back twice, sent once more, and applied once', async () => {
  const doorIds = await openDoors(1);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 500 },
    times: 1,
  });
  const { operationId } = await grantTo('again@example.com', doorIds);
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied']);
  const [first, second, ...more] = await posts(operationId);
  expect(more).toEqual([]);
  const readings = (await office.control.journal()).filter(
    ({ requestId, method, path, seq }) =>
      requestId === first?.requestId &&
      method === 'GET' &&
      path.endsWith('/v1/users') &&
      seq < (second?.seq ?? Number.NaN),
  );
  expect(readings).toHaveLength(2);
  const [early, late] = readings.map(({ at }) => at);
  expect((late ?? 0) - (early ?? 0)).toBeGreaterThanOrEqual(settleMs);
  expect(await office.control.outbox('again@example.com')).toHaveLength(1);
});

test('S32: a grant that lands between the two readings is found by the second: one grant, one invite', async () => {
  const doorIds = await openDoors(1);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'late_commit', afterMs: 1.5 * settleMs, answer: 504 },
    times: 1,
  });
  const { operationId } = await grantTo('late@example.com', doorIds);
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied']);
  expect(await posts(operationId)).toHaveLength(1);
  expect(await office.control.outbox('late@example.com')).toHaveLength(1);
});

test('what OpenKit refuses for its token alone waits, and says so, on the door and where the connection is shown', async () => {
  const [doorId = '', other = ''] = await openDoors(2);
  const held = await settled(owner, (await grantTo('token@example.com', [doorId, other])).operationId);
  const personId = held.people[0]?.id ?? '';
  const unauthorized = { type: 'respond', status: 401, json: { message: 'UNAUTHORIZED' } } as const;
  await office.control.addFault({ match: { method: 'DELETE' }, effect: unauthorized });
  await office.control.addFault({ match: { path: `/v1/users/${personId}` }, effect: unauthorized });
  const of = { intentId: randomUUID(), personId };
  const revoked = await revokeAccess(nextRequest(owner), { ...of, doorIds: [doorId] });
  const stateOf = async (operationId: string) => (await getOperation(owner, operationId)).doors;
  const waits = [{ state: 'queued', reason: 'token_refused' }];
  await expect.poll(() => stateOf(revoked.operationId), { timeout: 10_000 }).toMatchObject(waits);
  const changed = await changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [other], end: { kind: 'keep' }, shareable: true },
  });
  await expect.poll(() => stateOf(changed.operationId), { timeout: 10_000 }).toMatchObject(waits);
  const failure = async () => (await getOpenKitStatus(owner)).token.failure;
  expect(await failure()).toBe('token_refused');
  await office.control.clearFaults();
  for (const { operationId } of [revoked, changed])
    expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await failure()).toBeNull();
}, 60_000);

test('while something answers 404 to everything nothing is refused: it is given and changed once OpenKit answers', async () => {
  const [doorId = '', other = ''] = await openDoors(2);
  const held = await settled(owner, (await grantTo('held@example.com', [doorId])).operationId);
  await office.control.addFault({ match: {}, effect: { type: 'respond', status: 404, text: '<h1>Not Found</h1>' } });
  const { operationId: given } = await grantTo('behind@example.com', [other]);
  const { operationId: changed } = await changeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId: held.people[0]?.id ?? '',
    doorIds: [doorId],
    end: { kind: 'keep' },
    shareable: true,
  });
  const stateOf = async (operationId: string) => (await getOperation(owner, operationId)).doors;
  const waits = { reason: 'upstream_down' };
  await expect.poll(() => stateOf(given), { timeout: 10_000 }).toMatchObject([{ state: 'unknown', ...waits }]);
  await expect.poll(() => stateOf(changed), { timeout: 10_000 }).toMatchObject([{ state: 'queued', ...waits }]);
  await office.control.clearFaults();
  for (const operationId of [given, changed])
    expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.outbox('behind@example.com')).toHaveLength(1);
});

test('what OpenKit would refuse of lasting access the server refuses itself, and records nothing', async () => {
  const doorIds = await openDoors(1);
  const { rows: elevators } = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'elevator' order by id limit 1`);
  const { rows: lockless } = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and not is_activated order by id limit 1`);
  const at = await now();
  const later = { start: addMs(at, 2 * hourMs), end: addMs(at, hourMs) };
  const over = { start: addMs(at, -2 * hourMs), end: addMs(at, -hourMs) };
  const refused = (field: string, reason: string) => ({ code: 'invalid', field, params: { reason } });
  await expect(grantTo('', doorIds)).rejects.toMatchObject(refused('recipient.email', 'email_required'));
  await expect(grantTo('no@x', doorIds)).rejects.toMatchObject(refused('recipient.email', 'email_invalid'));
  await expect(grantTo('no@example.com', [])).rejects.toMatchObject(refused('doorIds', 'doors_required'));
  await expect(grantTo('no@example.com', [elevators[0]?.id ?? ''])).rejects.toMatchObject(
    refused('doorIds', 'door_elevator'),
  );
  await expect(grantTo('no@example.com', [lockless[0]?.id ?? ''])).rejects.toMatchObject(
    refused('doorIds', 'door_not_activated'),
  );
  const called = (who: Partial<New>) => grantTo('no@example.com', doorIds, {}, who);
  await expect(called({ phone: 'call me' })).rejects.toMatchObject(refused('recipient.phone', 'phone_invalid'));
  await expect(called({ firstName: ' ' })).rejects.toMatchObject(refused('recipient.firstName', 'name_required'));
  await expect(called({ lastName: '' })).rejects.toMatchObject(refused('recipient.lastName', 'name_required'));
  await expect(grantTo('no@example.com', doorIds, later)).rejects.toMatchObject(
    refused('terms.end', 'end_before_start'),
  );
  await expect(grantTo('no@example.com', doorIds, over)).rejects.toMatchObject(refused('terms.end', 'end_past'));
  const recorded = await db().execute(sql`select 1 from operation_item where person_key = 'no@example.com'`);
  expect(recorded.rows).toEqual([]);
});

test('nobody gives or changes more doors at once than their role may', async () => {
  const agent = await sessionAs('leasing_agent');
  const cap = operationCap.leasing_agent;
  const ask = async (doors: number) => {
    const asked = { intentId: randomUUID(), doorIds: Array.from({ length: doors }, () => randomUUID()) };
    const terms = {
      passcodeType: 'PERMANENT',
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
    } as const;
    const recipient = {
      kind: 'new',
      firstName: 'Noor',
      lastName: 'Haddad',
      email: 'cap@example.com',
      phone: '',
    } as const;
    const answers = await Promise.allSettled([
      grantAccess(agent, { ...asked, recipient, terms: { ...terms, start: '2026-11-23T17:00:00.000Z' } }),
      changeAccess(agent, { ...asked, personId: randomUUID(), end: { kind: 'never' }, shareable: null }),
    ]);
    return answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'accepted'));
  };
  expect(await ask(cap + 1)).toEqual(['limited', 'limited']);
  // So many may be asked for; these are no doors.
  expect(await ask(cap)).toEqual(['forbidden_or_missing', 'forbidden_or_missing']);
});

test("a refusal is told in OpenKit's words and leaves nothing behind", async () => {
  const doorIds = await openDoors(1);
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_CAN_NOT_SHARE' } },
    times: 1,
  });
  const { operationId } = await grantTo('refused@example.com', doorIds);
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'rejected', reason: 'USER_CAN_NOT_SHARE' }]);
  expect(await office.control.user('refused@example.com')).toBeNull();
});

test('a door that vanished upstream since the last sweep is refused, and said so', async () => {
  const [door = ''] = await openDoors(1);
  await office.control.enableDoor(door, false);
  const { operationId } = await grantTo('vanished@example.com', [door]);
  const done = await settled(owner, operationId);
  await office.control.enableDoor(door, true);
  expect(done.doors).toMatchObject([{ state: 'rejected', reason: expect.stringMatching(/DOOR_NOT_FOUND|door_gone/) }]);
  expect(await office.control.user('vanished@example.com')).toBeNull();
});

test('S35: the same intent twice at once is one operation and one POST', async () => {
  const doorIds = await openDoors(1);
  const start = await now();
  const input: GrantAccessInput = {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Ada', lastName: 'Twice', email: 'twice@example.com', phone: '' },
    doorIds,
    terms: {
      passcodeType: 'PERMANENT',
      start,
      end: addMs(start, 86_400_000),
      shareable: false,
      role: 'guest',
      notify: true,
    },
  };
  const [first, second] = await Promise.all([
    grantAccess(nextRequest(owner), input),
    grantAccess(nextRequest(owner), input),
  ]);
  expect(second).toEqual(first);
  await settled(owner, first.operationId);
  expect(await posts(first.operationId)).toHaveLength(1);
});

test('access that starts later does not open yet, then does, then no more', async () => {
  const doorIds = await openDoors(1);
  const start = addMs(await now(), 3_600_000);
  const { operationId } = await grantTo('later@example.com', doorIds, { start, end: addMs(start, 3_600_000) });
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'applied', reason: null }]);
  const userUuid = done.people[0]?.id ?? '';
  const door = doorIds[0] ?? '';
  expect(await office.control.tryDoor(door, { userUuid })).toMatchObject({ opens: false, reason: 'not_yet_valid' });
  await office.control.advanceClock('PT90M');
  expect(await office.control.tryDoor(door, { userUuid })).toMatchObject({ opens: true });
  await office.control.advanceClock('PT60M');
  expect(await office.control.tryDoor(door, { userUuid })).toMatchObject({ opens: false, reason: 'expired' });
});

test('every outcome is in the audit log after its intent, and the chain holds', async () => {
  const doorIds = await openDoors(1);
  const { operationId } = await grantTo('audited@example.com', doorIds);
  await settled(owner, operationId);
  const rows = await db().execute<{ event: string; phase: string }>(sql`
    select event, phase from audit_entry where operation_id = ${operationId} order by seq`);
  expect(rows.rows).toEqual([
    { event: 'access.grant', phase: 'intent' },
    { event: 'access.grant', phase: 'applied' },
  ]);
});
