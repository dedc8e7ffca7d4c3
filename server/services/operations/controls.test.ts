import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Terms } from '#lib/access-rules/terms';
import { operationCap } from '#lib/permissions';
import type { OperationView } from '#lib/schemas/operation';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom, type NewItem } from '#server/operations/new-operation';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { readMetrics } from '../metrics/read-metrics.ts';
import { cancelOperation } from './cancel-operation.ts';
import { decideDoor } from './decide-door.ts';
import { getOperation } from './get-operation.ts';
import { countOperationDoors, listOperationDoors, operationDoorsQuery } from './list-operation-doors.ts';
import { pauseOperation } from './pause-operation.ts';
import { retryOperation } from './retry-operation.ts';

let office: BackOffice;
let owner: Session;
let agent: Session;
/** A door in each of two buildings. */
let here: { doorId: string; buildingId: string };
let there: { doorId: string; buildingId: string };
let terms: Terms;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<typeof here>(sql`
    select distinct on (building_id) id as "doorId", building_id as "buildingId" from door
    where kind = 'door' and is_activated and accessibility = 'communal' order by building_id, id limit 2`);
  const nowhere = { doorId: '', buildingId: '' };
  [here = nowhere, there = nowhere] = found.rows;
  agent = await sessionAs('leasing_agent', [here.buildingId]);
  const start = await now();
  terms = { ...endless, start };
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.startWorker();
  await office.control.clearFaults();
});

const grantItem = (email: string, doors = [here], change: Partial<Terms> = {}): NewItem => ({
  action: 'grant',
  personId: null,
  recipient: { firstName: 'Kim', lastName: 'Soto', email, phone: null },
  terms: { ...terms, ...change },
  doors,
});

async function ask(items: NewItem[], session: Session = owner): Promise<string> {
  const jobs = await boss();
  const { operationId } = await db().transaction((tx) =>
    createOperation(tx, jobs, {
      kind: 'grant',
      ...askedFrom(session),
      intentId: randomUUID(),
      items,
    }),
  );
  return operationId;
}

const states = async (operationId: string) =>
  (await getOperation(owner, operationId)).doors.map((door) => [door.state, door.reason]);
const outcomes = ({ doors }: OperationView) => doors.map(({ doorId, state, reason }) => ({ doorId, state, reason }));
const decisionFor = async (operationId: string) => {
  const [door] = (await getOperation(owner, operationId)).doors;
  return { operationId, itemId: door?.itemId ?? '', doorId: door?.doorId ?? '' };
};

test('what is stopped before it was sent never reaches OpenKit, and the log says who stopped it', async () => {
  await office.stopWorker();
  const operationId = await ask([grantItem('stop-a@example.com'), grantItem('stop-b@example.com')]);
  expect(await cancelOperation(nextRequest(owner), { operationId })).toEqual({ doors: 2 });
  await office.startWorker();
  expect(await states(operationId)).toEqual([
    ['cancelled', 'cancelled_by_staff'],
    ['cancelled', 'cancelled_by_staff'],
  ]);
  expect((await getOperation(owner, operationId)).state).toBe('finished');
  expect(await office.control.user('stop-a@example.com')).toBeNull();
  const records = await db().execute<{ event: string; staff: string }>(sql`
    select event, staff_id as staff from audit_entry where operation_id = ${operationId} and phase in ('done', 'cancelled')`);
  expect(records.rows.map((row) => row.event)).toEqual(['operation.control', 'access.grant', 'access.grant']);
  expect(new Set(records.rows.map((row) => row.staff))).toEqual(new Set([owner.staff.id]));
  await expect(cancelOperation(nextRequest(owner), { operationId })).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'nothing_to_stop' },
  });
});

test('a stop gives way to a revocation that holds what it needs and needs what it holds', async () => {
  await office.stopWorker();
  const operationId = await ask([grantItem('in-the-way@example.com')]);
  const isWaiting = async () =>
    (
      await db().execute(
        sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).rowCount;
  // As a revocation that overtakes: the calls, then the operation they were the last of.
  const stopping = await db().transaction(async (tx) => {
    await tx.execute(sql`select 1 from operation_item where operation_id = ${operationId} for update`);
    const stopped = cancelOperation(nextRequest(owner), { operationId });
    await expect.poll(isWaiting).toBe(1);
    await tx.execute(sql`select 1 from operation where id = ${operationId} for update`);
    return { stopped };
  });
  expect(await stopping.stopped).toEqual({ doors: 1 });
  await office.startWorker();
  expect(await states(operationId)).toEqual([['cancelled', 'cancelled_by_staff']]);
});

test('somebody with one building stops the doors there and no others', async () => {
  await office.stopWorker();
  const operationId = await ask([grantItem('part@example.com', [here, there])]);
  expect(await cancelOperation(nextRequest(agent), { operationId })).toEqual({ doors: 1 });
  await office.startWorker();
  const done = await settled(owner, operationId);
  expect(done.doors.map((door) => [door.doorId, door.state]).sort()).toEqual(
    [
      [here.doorId, 'cancelled'],
      [there.doorId, 'applied'],
    ].sort(),
  );
  const foreign = await ask([grantItem('foreign@example.com', [there])]);
  await expect(cancelOperation(nextRequest(agent), { operationId: foreign })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  await settled(owner, foreign);
});

const lose = (method: 'POST' | 'DELETE') =>
  office.control.addFault({ match: { method }, effect: { type: 'reset_before_commit' }, times: 1 });
const untilUnknown = (operationId: string) =>
  expect.poll(async () => (await states(operationId)).map(([state]) => state)).toContain('unknown');

test('what is stopped while its answer is lost is read back and never sent again, on the doors of whoever stopped it', async () => {
  await lose('POST');
  const operationId = await ask([grantItem('lost-whole@example.com')]);
  await untilUnknown(operationId);
  expect(await cancelOperation(nextRequest(owner), { operationId })).toEqual({ doors: 1 });
  await settled(owner, operationId);
  expect(await states(operationId)).toEqual([['cancelled', 'stopped_under_way']]);
  expect(await office.control.user('lost-whole@example.com')).toBeNull();

  await lose('POST');
  const shared = await ask([grantItem('lost-part@example.com', [here, there])]);
  await untilUnknown(shared);
  expect(await cancelOperation(nextRequest(agent), { operationId: shared })).toEqual({ doors: 1 });
  const doors = (await settled(owner, shared)).doors.map(({ doorId, state }) => ({ doorId, state }));
  expect(doors).toHaveLength(2);
  expect(doors).toContainEqual({ doorId: here.doorId, state: 'cancelled' });
  expect(doors).toContainEqual({ doorId: there.doorId, state: 'applied' });
});

test('what is stopped while its answer is lost counts as done where it is, and a revocation that is not leaves the door held', async () => {
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'commit_then_reset' }, times: 1 });
  const operationId = await ask([grantItem('lost-done@example.com')]);
  await untilUnknown(operationId);
  await cancelOperation(nextRequest(owner), { operationId });
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'applied' }]);

  await lose('DELETE');
  const personId = done.people[0]?.id ?? '';
  const revoke: NewItem = { ...grantItem('lost-done@example.com'), action: 'revoke', personId, terms: null };
  const revocation = await ask([revoke]);
  await untilUnknown(revocation);
  await cancelOperation(nextRequest(owner), { operationId: revocation });
  await settled(owner, revocation);
  expect(await states(revocation)).toEqual([['cancelled', 'stopped_under_way']]);
  expect((await office.control.user('lost-done@example.com'))?.accesses).toMatchObject([{ revoked: null }]);
});

/** Something asked for whose call waits its turn, because OpenKit asked all of us to pause. */
async function waitingItsTurn(items: NewItem[], session: Session = owner, seconds = 2): Promise<string> {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 429, headers: { 'retry-after': String(seconds) } },
    times: 1,
  });
  const limited = async () => (await office.control.journal()).filter(({ status }) => status === 429).length;
  const before = await limited();
  const operationId = await ask(items, session);
  await expect.poll(limited, { timeout: 10_000 }).toBe(before + 1);
  return operationId;
}

test('a right that ends, a day that passes and a stop hold while a call waits its turn', async () => {
  const leaver = await sessionAs('owner');
  const disabled = await waitingItsTurn([grantItem('disabled@example.com')], leaver);
  await db().execute(sql`update staff set disabled_at = now() where id = ${leaver.staff.id}`);
  await settled(owner, disabled);
  expect(await states(disabled)).toEqual([['rejected', 'no_longer_allowed']]);

  const stopped = await waitingItsTurn([grantItem('stopped@example.com')]);
  expect(await cancelOperation(nextRequest(owner), { operationId: stopped })).toEqual({ doors: 1 });
  await settled(owner, stopped);
  expect(await states(stopped)).toEqual([['cancelled', 'stopped_under_way']]);

  const passed = await waitingItsTurn([grantItem('passed@example.com', [here], { passcodeType: 'DAILY' })]);
  await office.control.advanceClock('PT48H');
  await settled(owner, passed);
  expect(await states(passed)).toEqual([['rejected', 'day_passed']]);
  await office.control.moveClock(-48 * 3_600_000);
  for (const name of ['disabled', 'stopped', 'passed'])
    expect(await office.control.user(`${name}@example.com`)).toBeNull();
});

test('a call that waits its turn is not said to wait for an OpenKit that does not answer', async () => {
  const operationId = await waitingItsTurn([grantItem('limited@example.com')], owner, 300);
  await expect.poll(() => states(operationId)).toEqual([['queued', 'waits_for_turn']]);
  await cancelOperation(nextRequest(owner), { operationId });
  await db().execute(sql`update rate_budget set next_at_ms = 0`);
});

test('paused, nothing more is sent; resumed, the rest is, once', async () => {
  await office.stopWorker();
  const operationId = await ask([grantItem('pause-a@example.com'), grantItem('pause-b@example.com')]);
  await expect(pauseOperation(nextRequest(agent), { operationId, isPaused: true })).resolves.toBeUndefined();
  const before = (await office.control.journalTotals()).calls;
  await office.startWorker();
  // The round that wakes whatever is due has run once the worker has started.
  expect((await getOperation(owner, operationId)).progress).toMatchObject({ isPaused: true, secondsLeft: null });
  const other = await ask([grantItem('not-paused@example.com')]);
  await settled(owner, other);
  expect((await office.control.journalTotals()).calls - before).toBeLessThanOrEqual(2);
  expect((await states(operationId)).map(([state]) => state)).toEqual(['queued', 'queued']);
  // However long it stays so, nothing is stuck.
  expect(await readMetrics()).toMatch(/^gatehouse_operation_oldest_open_seconds 0$/m);

  await pauseOperation(nextRequest(owner), { operationId, isPaused: false });
  expect((await settled(owner, operationId)).doors.map((door) => door.state)).toEqual(['applied', 'applied']);
  expect(await office.control.outbox('pause-a@example.com')).toHaveLength(1);
  await expect(pauseOperation(nextRequest(owner), { operationId, isPaused: true })).rejects.toMatchObject({
    code: 'stale',
  });
});

test('paused, then revoked on one of its doors, then resumed: that door stays shut and the rest goes on', async () => {
  const personId = (await settled(owner, await ask([grantItem('resumed@example.com')]))).people[0]?.id ?? '';
  await office.stopWorker();
  const longer = {
    ...grantItem('resumed@example.com', [here, there], { end: addMs(terms.start, 86_400_000), notify: false }),
    personId,
  };
  const operationId = await ask([longer]);
  await pauseOperation(nextRequest(owner), { operationId, isPaused: true });
  const revoked = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [here.doorId] });
  await office.startWorker();
  // It waits for nothing of what is paused.
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  await pauseOperation(nextRequest(owner), { operationId, isPaused: false });
  const doors = outcomes(await settled(owner, operationId));
  expect(doors).toHaveLength(2);
  expect(doors).toContainEqual({ doorId: here.doorId, state: 'cancelled', reason: 'overtaken' });
  expect(doors).toContainEqual({ doorId: there.doorId, state: 'applied', reason: null });
  const opens = await office.control.tryDoor(here.doorId, { userUuid: personId });
  expect(opens).toMatchObject({ opens: false });
});

test('a building taken from somebody while their operation waits: its doors are refused, the others are given', async () => {
  const manager = await sessionAs('building_manager', [here.buildingId, there.buildingId]);
  await office.stopWorker();
  const together = await ask([grantItem('scope-one@example.com', [here, there])], manager);
  const apart = await ask([grantItem('scope-two@example.com'), grantItem('scope-two@example.com', [there])], manager);
  await db().execute(sql`
    delete from staff_scope where staff_id = ${manager.staff.id} and building_id = ${there.buildingId}`);
  await office.startWorker();
  for (const operationId of [together, apart]) {
    const doors = outcomes(await settled(owner, operationId));
    expect(doors).toHaveLength(2);
    expect(doors).toContainEqual({ doorId: here.doorId, state: 'applied', reason: null });
    expect(doors).toContainEqual({ doorId: there.doorId, state: 'rejected', reason: 'no_longer_allowed' });
  }
  for (const name of ['one', 'two']) {
    const held = (await office.control.user(`scope-${name}@example.com`))?.accesses.map(({ doorUuid }) => doorUuid);
    expect(held).toEqual([here.doorId]);
  }
});

test('the time left goes by how fast OpenKit answers, not by how fast it may be asked', async () => {
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'delay', beforeMs: 1000 } });
  const operationId = await ask(Array.from({ length: 30 }, (_, index) => grantItem(`paced-${index}@example.com`)));
  // The budget of this office is 200 calls a second: all of them would be one second.
  const secondsLeft = async () => {
    const { counts, secondsLeft } = (await getOperation(owner, operationId)).progress;
    return counts.applied > 4 ? secondsLeft : null;
  };
  await expect.poll(secondsLeft, { timeout: 10_000 }).toBeGreaterThan(1);
  await office.control.clearFaults();
  await settled(owner, operationId);
});

test('only whoever may act on all its doors pauses an operation', async () => {
  await office.stopWorker();
  const operationId = await ask([grantItem('whole@example.com', [here, there])]);
  await expect(pauseOperation(nextRequest(agent), { operationId, isPaused: true })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  const isWhole = async (session: Session) => (await getOperation(session, operationId)).progress.isWhole;
  expect([await isWhole(owner), await isWhole(agent)]).toEqual([true, false]);
  await office.startWorker();
  await settled(owner, operationId);
});

test('what failed is sent again as an operation of its own, once, on the failed doors alone', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const operationId = await ask([
    grantItem('fails@example.com', [here], { start: addMs(terms.start, -1000) }),
    grantItem('works@example.com'),
  ]);
  const done = await settled(owner, operationId);
  const failed = done.doors.filter((door) => door.state === 'rejected');
  expect(failed).toHaveLength(1);
  const again = await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() });
  const retried = await settled(owner, again.operationId);
  expect(retried.doors.map((door) => [door.personName, door.state])).toEqual([[failed[0]?.personName, 'applied']]);
  expect(retried.progress.retryOf).toBe(operationId);
  expect((await getOperation(owner, operationId)).progress.retriedBy).toBe(again.operationId);
  await expect(retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() })).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'retried_already' },
  });
  await expect(
    retryOperation(nextRequest(owner), { operationId: again.operationId, intentId: randomUUID() }),
  ).rejects.toMatchObject({ params: { reason: 'nothing_to_retry' } });
});

test('what failed is not sent again while the rest is under way', async () => {
  const personId = (await settled(owner, await ask([grantItem('rest@example.com')]))).people[0]?.id ?? '';
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const operationId = await ask([
    grantItem('failing@example.com'),
    {
      ...grantItem('rest@example.com', [here], { end: addMs(terms.start, 86_400_000) }),
      ...{ action: 'change', personId, expected: { end: addMs(terms.start, 3_600_000), shareable: false } },
    },
  ]);
  const { state, doors } = await settled(owner, operationId);
  expect(state).toBe('needs_person');
  const { itemId = '', doorId = '' } = doors.find((door) => door.state === 'needs_person') ?? {};
  await office.stopWorker();
  await decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'overwrite' });
  const again = () => retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() });
  await expect(again()).rejects.toMatchObject({ code: 'stale', params: { reason: 'still_active' } });
  await office.startWorker();
  expect(outcomes(await settled(owner, operationId)).map((door) => door.state)).toEqual(['rejected', 'applied']);
  expect((await settled(owner, (await again()).operationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('who may act on a part of an operation sends what failed of that again, and leaves the rest to others', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const operationId = await ask([grantItem('parts@example.com', [here, there])]);
  await settled(owner, operationId);
  const left = async (session: Session) => (await getOperation(session, operationId)).progress.failedCount;
  expect([await left(owner), await left(agent)]).toEqual([2, 1]);
  const again = (session: Session) => retryOperation(nextRequest(session), { operationId, intentId: randomUUID() });
  const ofPart = await settled(owner, (await again(agent)).operationId);
  expect(ofPart.doors.map(({ doorId, state }) => [doorId, state])).toEqual([[here.doorId, 'applied']]);
  expect([await left(owner), await left(agent)]).toEqual([1, 0]);
  await expect(again(agent)).rejects.toMatchObject({ params: { reason: 'retried_already' } });
  const ofRest = await settled(owner, (await again(owner)).operationId);
  expect(ofRest.doors.map(({ doorId, state }) => [doorId, state])).toEqual([[there.doorId, 'applied']]);
  expect(await left(owner)).toBe(0);
  await expect(again(owner)).rejects.toMatchObject({ params: { reason: 'retried_already' } });
});

test('nobody sends more doors again at once than their role may, however few calls they are', async () => {
  const [other] = (
    await db().execute<typeof here>(sql`
      select id as "doorId", building_id as "buildingId" from door where building_id = ${here.buildingId}
        and id <> ${here.doorId} and kind = 'door' and is_activated and accessibility = 'communal' limit 1`)
  ).rows;
  if (!other) throw new Error('The building has no second communal door.');
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'respond', status: 400, json: {} } });
  const calls = operationCap.leasing_agent / 2 + 1;
  const items = Array.from({ length: calls }, (_, n) => grantItem(`cap-${n}@example.com`, [here, other]));
  const operationId = await ask(items);
  await settled(owner, operationId);
  await office.control.clearFaults();
  const again = retryOperation(nextRequest(agent), { operationId, intentId: randomUUID() });
  await expect(again).rejects.toMatchObject({ code: 'limited', params: { reason: 'too_many_people' } });
});

test('a daily code nobody could find is settled by a person’s word, under their name', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'reset_before_commit' },
    times: 1,
  });
  const operationId = await ask([grantItem('daily@example.com', [here], { passcodeType: 'DAILY' })]);
  expect(await settled(owner, operationId)).toMatchObject({ state: 'needs_person' });
  const asked = await decisionFor(operationId);
  await expect(decideDoor(nextRequest(owner), { ...asked, decision: 'overwrite' })).rejects.toMatchObject({
    code: 'stale',
  });
  await decideDoor(nextRequest(agent), { ...asked, decision: 'not_there' });
  expect(await getOperation(owner, operationId)).toMatchObject({
    state: 'finished',
    doors: [{ state: 'rejected', reason: 'said_not_there' }],
  });
  const record = await db().execute<{ staff: string }>(sql`
    select staff_id as staff from audit_entry where operation_id = ${operationId} and phase = 'rejected'`);
  expect(record.rows).toEqual([{ staff: agent.staff.id }]);
  await expect(decideDoor(nextRequest(owner), { ...asked, decision: 'there' })).rejects.toMatchObject({
    params: { reason: 'decided_already' },
  });
});

test('where somebody changed the access meanwhile, all versions are shown and a person decides', async () => {
  const holding = await ask([grantItem('conflict@example.com')]);
  const personId = (await settled(owner, holding)).people[0]?.id ?? '';
  const wanted = addMs(terms.start, 2 * 86_400_000);
  const change: NewItem = {
    ...grantItem('conflict@example.com', [here], { end: wanted }),
    action: 'change',
    personId,
    expected: { end: addMs(terms.start, 3_600_000), shareable: false },
  };
  const kept = await ask([change]);
  const [door] = (await settled(owner, kept)).doors;
  expect(door?.conflict).toMatchObject({ found: { end: null, shareable: false }, wanted: { end: wanted } });
  await decideDoor(nextRequest(owner), { ...(await decisionFor(kept)), decision: 'keep' });
  expect(await states(kept)).toEqual([['cancelled', 'kept_as_found']]);
  expect((await office.control.user('conflict@example.com'))?.accesses[0]?.endTime).toBeNull();

  const sent = await ask([change]);
  await settled(owner, sent);
  await decideDoor(nextRequest(owner), { ...(await decisionFor(sent)), decision: 'overwrite' });
  expect((await settled(owner, sent)).doors).toMatchObject([{ state: 'applied' }]);
  const held = (await office.control.user('conflict@example.com'))?.accesses[0];
  expect(Date.parse(held?.endTime ?? '')).toBe(Date.parse(wanted));
});

test('the doors of an operation come in pages, by how they stand, and only those in scope', async () => {
  const items = Array.from({ length: 9 }, (_, n) => grantItem(`page-${n}@example.com`, [n % 3 ? here : there]));
  const operationId = await ask(items.map((item) => ({ ...item, terms: { ...terms, notify: false } })));
  await settled(owner, operationId);
  const list = (session: Session, given: object) =>
    listOperationDoors(session, operationDoorsQuery.parse({ id: operationId, limit: 4, ...given }));
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list(owner, { cursor });
    seen.push(...page.items.map((row) => row.id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(9);
  expect((await list(agent, { limit: 50 })).items).toHaveLength(6);
  expect(await countOperationDoors(agent, { id: operationId, show: 'applied' })).toEqual({ count: 6, isExact: true });
  expect((await list(owner, { show: 'failed' })).items).toEqual([]);
  const stranger = await sessionAs('leasing_agent', []);
  await expect(countOperationDoors(stranger, { id: operationId, show: '' })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});
