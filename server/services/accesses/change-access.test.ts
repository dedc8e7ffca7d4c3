import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChangeAccessInput } from '#lib/schemas/grant-access';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { access } from '#server/db/schema/mirror';
import { refreshPerson } from '#server/mirror/refresh-person';
import { openkit } from '#server/openkit/openkit';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { dryRunRowsQuery, listDryRunRows } from '../dry-runs/list-dry-run-rows.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { decideDoor } from '../operations/decide-door.ts';
import { getOperation } from '../operations/get-operation.ts';
import { getPerson } from '../people/get-person.ts';
import { changeAccess } from './change-access.ts';
import { grantAccess } from './grant-access.ts';
import { revokeAccess } from './revoke-access.ts';

const hourMs = 3_600_000;
const keep = { end: { kind: 'keep' }, shareable: null } as const;

let office: BackOffice;
let owner: Session;
let doorId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
    order by id limit 1`);
  doorId = found.rows[0]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.startWorker();
  await office.control.clearFaults();
});

type Held = { personId: string; email: string; end: Instant | null };

/** Somebody with a permanent access to the door, confirmed. */
async function holder(name: string, end: Instant | null, start?: Instant): Promise<Held> {
  const email = `${name}@example.com`;
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Noor', lastName: 'Haddad', email, phone: '' },
    doorIds: [doorId],
    terms: {
      passcodeType: 'PERMANENT',
      start: start ?? (await now()),
      end,
      shareable: false,
      role: 'non_resident',
      notify: true,
    },
  });
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => door.state)).toEqual(['applied']);
  return { personId: done.people[0]?.id ?? '', email, end };
}

const ask = ({ personId }: Held, change: Partial<ChangeAccessInput>, session = owner) =>
  changeAccess(nextRequest(session), { intentId: randomUUID(), personId, doorIds: [doorId], ...keep, ...change });

async function changed(held: Held, change: Partial<ChangeAccessInput>) {
  const { operationId } = await ask(held, change);
  return (await settled(owner, operationId)).doors;
}

async function shown({ personId }: Held) {
  const { accesses } = await getPerson(owner, personId);
  return accesses.find((access) => access.doorId === doorId);
}

async function heldUpstream({ email }: Held) {
  return (await office.control.user(email))?.accesses.find((access) => access.doorUuid === doorId);
}

async function patches() {
  return (await office.control.journal()).filter((call) => call.method === 'PATCH');
}

test('an end moved later is what the lock goes by, and never removes the end', async () => {
  const held = await holder('extended', addMs(await now(), hourMs));
  const end = addMs(await now(), 3 * hourMs);
  expect(await changed(held, { end: { kind: 'at', at: end } })).toMatchObject([{ state: 'applied' }]);
  expect(await shown(held)).toMatchObject({ end, shareable: false, pending: null });
  await office.control.advanceClock('PT2H');
  expect(await office.control.tryDoor(doorId, { userUuid: held.personId })).toMatchObject({ opens: true });
  await office.control.advanceClock('PT2H');
  expect(await office.control.tryDoor(doorId, { userUuid: held.personId })).toMatchObject({
    opens: false,
    reason: 'expired',
  });

  const endless = await holder('endless', addMs(await now(), hourMs));
  expect(await changed(endless, { end: { kind: 'never' } })).toMatchObject([{ state: 'applied' }]);
  expect(await heldUpstream(endless)).toMatchObject({ endTime: null });
  expect(await shown(endless)).toMatchObject({ end: null });
});

test('the log tells how an access was before a change and how it was to be after', async () => {
  const held = await holder('recorded', addMs(await now(), hourMs));
  const end = addMs(await now(), 3 * hourMs);
  await changed(held, { end: { kind: 'at', at: end }, shareable: true });
  const [entry] = await db()
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.event, 'access.change'), eq(auditEntry.objectId, held.personId)))
    .orderBy(auditEntry.seq);
  expect(JSON.parse(entry?.payload ?? '{}')).toMatchObject({
    phase: 'intent',
    details: { doorIds: [doorId], before: { end: held.end, shareable: false }, after: { end, shareable: true } },
  });
});

test('S36: sharing alone sends the end it has, so that OpenKit does not take it away', async () => {
  const held = await holder('sharing', addMs(await now(), hourMs));
  expect(await changed(held, { shareable: true })).toMatchObject([{ state: 'applied' }]);
  expect(await shown(held)).toMatchObject({ end: held.end, shareable: true });
  expect(Date.parse((await heldUpstream(held))?.endTime ?? '')).toBe(Date.parse(held.end ?? ''));
  expect((await patches()).flatMap((call) => call.violations)).toEqual([]);
});

test('given again, a held door is changed and a new one granted: each says why, and nothing is taken away', async () => {
  const held = await holder('again', addMs(await now(), 24 * hourMs));
  const [other] = (
    await db().execute<{ id: string }>(sql`
      select id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
        and id <> ${doorId} order by id limit 1`)
  ).rows;
  const start = await now();
  const give = (doorIds: string[], end: Instant) =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'known', personId: held.personId },
      doorIds,
      terms: { passcodeType: 'PERMANENT', start, end, shareable: true, role: 'non_resident', notify: true },
      note: 'boiler, order 4711',
    });
  const end = addMs(start, 2 * hourMs);
  const { operationId } = await give([doorId, other?.id ?? ''], end);
  const done = await settled(owner, operationId);
  expect(done.doors.map(({ action, state }) => [action, state])).toEqual([
    ['grant', 'applied'],
    ['change', 'applied'],
  ]);
  expect((await office.control.user(held.email))?.accesses).toHaveLength(2);
  expect(await shown(held)).toMatchObject({ end: held.end, shareable: true, note: 'boiler, order 4711' });
  const { accesses } = await getPerson(owner, held.personId);
  expect(accesses.find((access) => access.doorId === other?.id)).toMatchObject({ end, note: 'boiler, order 4711' });
  expect((await patches()).flatMap((call) => call.violations)).toEqual([]);
  await expect(give([doorId], end)).rejects.toMatchObject({
    code: 'invalid',
    field: 'doorIds',
    params: { reason: 'held_as_wanted' },
  });
});

test('twelve months later are counted from the end there is', async () => {
  const held = await holder('year', '2031-03-10T12:00:00.000Z');
  await changed(held, { end: { kind: 'later', months: 12 } });
  expect((await shown(held))?.end?.slice(0, 10)).toBe('2032-03-10');
});

test('an answer lost after OpenKit acted is read back, not asked for again', async () => {
  const held = await holder('lost-change', null);
  const before = (await patches()).length;
  await office.control.addFault({ match: { method: 'PATCH' }, effect: { type: 'commit_then_reset' }, times: 1 });
  expect(await changed(held, { shareable: true })).toMatchObject([{ state: 'applied' }]);
  expect(await patches()).toHaveLength(before + 1);
});

test("a refusal is told in OpenKit's words, and what is shown stays as it was", async () => {
  const held = await holder('refused-change', null);
  await office.control.addFault({
    match: { method: 'PATCH' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_CAN_NOT_SHARE' } },
    times: 1,
  });
  expect(await changed(held, { shareable: true })).toMatchObject([{ state: 'rejected', reason: 'USER_CAN_NOT_SHARE' }]);
  expect(await shown(held)).toMatchObject({ shareable: false });
});

test('an access taken away elsewhere meanwhile is said to be gone', async () => {
  const held = await holder('gone-change', null);
  await office.stopWorker();
  const { operationId } = await ask(held, { shareable: true });
  await office.control.revokeElsewhere(held.personId, doorId);
  await office.startWorker();
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'rejected', reason: 'access_gone' }]);
});

test('while nobody at all is known there, an access is not said to be gone: it is changed once OpenKit answers', async () => {
  const held = await holder('unheard-change', null);
  const before = (await patches()).length;
  // In the words of OpenKit itself: somebody in between may have them, too.
  await office.control.addFault({
    match: {},
    effect: { type: 'respond', status: 404, json: { message: 'NOT_FOUND' } },
  });
  const { operationId } = await ask(held, { shareable: true });
  const doors = async () => (await getOperation(owner, operationId)).doors;
  await expect.poll(doors, { timeout: 10_000 }).toMatchObject([{ state: 'queued', reason: 'upstream_down' }]);
  expect(await patches()).toHaveLength(before);
  await office.control.clearFaults();
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('two changes of one access do not undo each other: the second waits for the first', async () => {
  const held = await holder('twice-change', null);
  await office.stopWorker();
  const intentId = randomUUID();
  const first = await ask(held, { intentId, shareable: true });
  expect(await ask(held, { intentId, shareable: true })).toEqual(first);
  await expect(ask(held, { end: { kind: 'at', at: addMs(await now(), hourMs) } })).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'operation_under_way' },
  });
  await office.startWorker();
  await settled(owner, first.operationId);
});

test('S06: that something is under way is told of doors in scope alone', async () => {
  const held = await holder('under-way', addMs(await now(), hourMs));
  await office.stopWorker();
  await ask(held, { shareable: true });
  await expect(ask(held, { shareable: false })).rejects.toMatchObject({ params: { reason: 'operation_under_way' } });
  const found = await db().execute<{ id: string }>(sql`
    select id from building where id <> ${await buildingOf(doorId)} limit 1`);
  const stranger = await sessionAs('building_manager', [found.rows[0]?.id ?? '']);
  const refusal = (personId: string) =>
    ask({ ...held, personId }, { shareable: false }, stranger).catch(({ code, field, params }) => ({
      code,
      field,
      params,
    }));
  expect(await refusal(held.personId)).toMatchObject({ code: 'forbidden_or_missing' });
  expect(await refusal(held.personId)).toEqual(await refusal(randomUUID()));
});

test('rules and rights are asked before anything is recorded', async () => {
  const held = await holder('rules-change', null);
  await expect(ask(held, { end: { kind: 'at', at: addMs(await now(), -hourMs) } })).rejects.toMatchObject({
    code: 'invalid',
    field: 'end',
  });
  await expect(ask(held, {})).rejects.toMatchObject({ params: { reason: 'nothing_to_change' } });
  await expect(ask(held, { shareable: true }, await sessionAs('auditor'))).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  const elsewhere = await db().execute<{ id: string }>(sql`
    select id from building where id <> (select building_id from door where id = ${doorId}) limit 1`);
  const stranger = await sessionAs('building_manager', [elsewhere.rows[0]?.id ?? '']);
  await expect(ask(held, { shareable: true }, stranger)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});

test('what OpenKit does not say, or could not tell apart, is neither changed nor given again', async () => {
  const held = await holder('unclear', addMs(await now(), 24 * hourMs));
  const isTheirs = eq(access.personId, held.personId);
  const end = { kind: 'at', at: addMs(await now(), hourMs) } as const;
  await db().update(access).set({ shareable: null }).where(isTheirs);
  await expect(ask(held, { end })).rejects.toMatchObject({
    code: 'invalid',
    field: 'shareable',
    params: { reason: 'sharing_unknown' },
  });
  await db().update(access).set({ shareable: false }).where(isTheirs);
  const [row] = await db().select().from(access).where(isTheirs);
  if (!row) throw new Error('Nothing is held.');
  const other = { ...row, id: randomUUID(), startKey: 'another' };
  await db().insert(access).values(other);
  const doubled = { code: 'invalid', field: 'doorIds', params: { reason: 'access_doubled' } };
  await expect(ask(held, { end })).rejects.toMatchObject(doubled);
  const again = grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId: held.personId },
    doorIds: [doorId],
    terms: { ...endless, start: await now(), shareable: true },
  });
  await expect(again).rejects.toMatchObject(doubled);
  await db().delete(access).where(eq(access.id, other.id));
});

test('what the page no longer shows as it is, is not overwritten: both versions are told', async () => {
  const held = await holder('seen', addMs(await now(), hourMs));
  const seen = [{ doorId, end: held.end, shareable: false }];
  const end = addMs(await now(), 9 * hourMs);
  await changed(held, { end: { kind: 'at', at: end }, seen });
  const second = ask(held, { end: { kind: 'never' }, seen });
  await expect(second).rejects.toMatchObject({ code: 'stale', params: { reason: 'changed_since_seen' } });
  expect(Date.parse((await heldUpstream(held))?.endTime ?? '')).toBe(Date.parse(end));
});

test('what was changed in Mission Control since we read it last is left to a person', async () => {
  const held = await holder('elsewhere', addMs(await now(), hourMs));
  const moved = addMs(await now(), 5 * hourMs);
  await office.control.moveEndElsewhere(held.personId, doorId, moved);
  // A reading this fresh would be trusted.
  await db().execute(
    sql`update person set refreshed_at = refreshed_at - interval '1 minute' where id = ${held.personId}`,
  );
  const before = (await patches()).length;
  expect(await changed(held, { end: { kind: 'never' } })).toMatchObject([
    { state: 'needs_person', reason: 'changed_elsewhere' },
  ]);
  expect(await patches()).toHaveLength(before);
  expect(Date.parse((await heldUpstream(held))?.endTime ?? '')).toBe(Date.parse(moved));
});

/** The person's end as OpenKit never writes it. */
const bendEnd = ({ personId }: Held, rule: object = {}) =>
  office.control.addFault({
    match: { method: 'GET', path: `/v1/users/${personId}` },
    effect: { type: 'drift', field: 'accesses[].endTime', to: 'value', value: '2031-03-10T12:00:00' },
    ...rule,
  });

const read = ({ personId }: Held) =>
  refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, personId);

test('an end that cannot be read is not sent as none: sharing alone waits until it can be', async () => {
  const held = await holder('unread-end', '2031-03-10T12:00:00.000Z');
  const before = (await patches()).length;
  await bendEnd(held);
  await read(held);
  expect(await shown(held)).toMatchObject({ end: held.end });
  expect(await changed(held, { shareable: true })).toMatchObject([{ state: 'rejected', reason: 'access_unreadable' }]);
  expect(await patches()).toHaveLength(before);
  await office.control.clearFaults();
  expect(await changed(held, { shareable: true })).toMatchObject([{ state: 'applied' }]);
  expect(Date.parse((await heldUpstream(held))?.endTime ?? '')).toBe(Date.parse(held.end ?? ''));
});

test('a reading that did not tell the end proves nothing, however fresh it is', async () => {
  const held = await holder('unread-fresh', '2031-03-10T12:00:00.000Z');
  const moved = '2031-06-01T12:00:00.000Z';
  await office.stopWorker();
  const { operationId } = await ask(held, { shareable: true });
  await office.control.moveEndElsewhere(held.personId, doorId, moved);
  await bendEnd(held, { times: 1 });
  await read(held);
  await office.startWorker();
  expect((await settled(owner, operationId)).doors).toMatchObject([
    { state: 'needs_person', reason: 'changed_elsewhere' },
  ]);
  expect(await heldUpstream(held)).toMatchObject({ endTime: moved });
});

test('a change whose answer was lost is not called done by a reading that does not tell the end, nor sent again', async () => {
  const held = await holder('unread-after', null);
  await office.stopWorker();
  const { operationId } = await ask(held, { shareable: true });
  await read(held);
  const before = (await patches()).length;
  await office.control.addFault({ match: { method: 'PATCH' }, effect: { type: 'commit_then_reset' }, times: 1 });
  await bendEnd(held);
  await office.startWorker();
  const [door] = (await settled(owner, operationId)).doors;
  expect(door).toMatchObject({ state: 'needs_person', reason: 'not_confirmed' });
  expect(await patches()).toHaveLength(before + 1);
  const { itemId = '' } = door ?? {};
  await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'there' });
});

test('whoever saw it before a colleague changed it is told who, when, and how it stands; theirs is kept', async () => {
  const held = await holder('two-staff', '2031-03-10T12:00:00.000Z');
  const seen = [{ doorId, end: held.end, shareable: false }];
  const colleague = await sessionAs('portfolio_manager', [await buildingOf(doorId)]);
  const theirs = '2032-01-01T09:00:00.000Z';
  await settled(owner, (await ask(held, { end: { kind: 'at', at: theirs }, seen }, colleague)).operationId);

  const mine = { end: { kind: 'at' as const, at: '2033-01-01T09:00:00.000Z' }, seen };
  await expect(ask(held, mine)).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'changed_since_seen', by: 'Test portfolio_manager', now: expect.stringContaining('1 Jan 2032') },
  });
  expect(await shown(held)).toMatchObject({ end: theirs });
  // Having seen it, one may.
  const now = [{ doorId, end: theirs, shareable: false }];
  expect(await changed(held, { ...mine, seen: now })).toMatchObject([{ state: 'applied' }]);
});

test('the same change sent again after it was done is that change, not a new one that comes too late', async () => {
  const held = await holder('sent-twice', '2031-03-10T12:00:00.000Z');
  const change = {
    intentId: randomUUID(),
    end: { kind: 'later' as const, months: 12 },
    seen: [{ doorId, end: held.end, shareable: false }],
  };
  const first = await ask(held, change);
  await settled(owner, first.operationId);
  expect(await ask(held, change)).toEqual(first);
  expect((await shown(held))?.end?.slice(0, 4)).toBe('2032');
});

test('an end before the start is refused before anything is sent', async () => {
  const start = addMs(await now(), 48 * hourMs);
  const held = await holder('begins-later', null, start);
  const ending = (ms: number) => ask(held, { end: { kind: 'at', at: addMs(start, ms) } });
  const refusal = { code: 'invalid', field: 'end', params: { reason: 'end_before_start' } };
  for (const ms of [-hourMs, 0]) await expect(ending(ms)).rejects.toMatchObject(refusal);
  await settled(owner, (await ending(hourMs)).operationId);
});

test('a code for a day is neither changed nor revoked, by itself or with many', async () => {
  const given = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Day', lastName: 'Haddad', email: '', phone: '+12125550177' },
    doorIds: [doorId],
    terms: { ...endless, passcodeType: 'DAILY', start: await now() },
  });
  const personId = (await settled(owner, given.operationId)).people[0]?.id ?? '';
  const gone = { code: 'forbidden_or_missing', field: 'doorIds', params: { reason: 'access_gone' } };
  await expect(ask({ personId, email: '', end: null }, { shareable: true })).rejects.toMatchObject(gone);
  const revocation = { intentId: randomUUID(), personId, doorIds: [doorId] };
  await expect(revokeAccess(nextRequest(owner), revocation)).rejects.toMatchObject(gone);
  const [code] = await db().select({ id: access.id }).from(access).where(eq(access.personId, personId));
  const selection = { kind: 'ids' as const, list: 'accesses' as const, ids: [code?.id ?? ''] };
  for (const wish of [{ kind: 'revoke' }, { kind: 'extend', end: { kind: 'never' } }] as const) {
    const { dryRunId } = await planBulk(nextRequest(owner), { selection, wish });
    const { items } = await listDryRunRows(owner, dryRunRowsQuery.parse({ id: dryRunId }));
    expect(items).toMatchObject([{ personId, action: null, problem: 'daily_stays' }]);
  }
});

test('what a colleague revoked is said to be revoked by them, to change and to revoke', async () => {
  const held = await holder('revoked-first', null);
  const colleague = await sessionAs('portfolio_manager', [await buildingOf(doorId)]);
  const revoke = (session: Session) =>
    revokeAccess(nextRequest(session), { intentId: randomUUID(), personId: held.personId, doorIds: [doorId] });
  await settled(owner, (await revoke(colleague)).operationId);
  const told = { code: 'stale', params: { reason: 'revoked_meanwhile', by: 'Test portfolio_manager' } };
  await expect(revoke(owner)).rejects.toMatchObject(told);
  await expect(ask(held, { shareable: true })).rejects.toMatchObject(told);
  // Whoever may not see the building is not told that there was anything.
  const stranger = await sessionAs('building_manager', [randomUUID()]);
  await expect(revoke(stranger)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});

async function buildingOf(id: string): Promise<string> {
  const found = await db().execute<{ id: string }>(sql`select building_id as id from door where id = ${id}`);
  return found.rows[0]?.id ?? '';
}
