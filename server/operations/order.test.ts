import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Terms } from '#lib/access-rules/terms';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { advisoryLocks } from '#server/db/advisory-locks';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { log } from '#server/log';
import { openkit } from '#server/openkit/openkit';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { getOperation } from '#server/services/operations/get-operation';
import { retryOperation } from '#server/services/operations/retry-operation';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { claimItem } from './claim-item.ts';
import { createOperation } from './create-operation.ts';
import { noReading, verdicts } from './item-result.ts';
import { askedFrom, type NewItem } from './new-operation.ts';
import { runOperation } from './run-operation.ts';
import { settleItem } from './settle-item.ts';
import type { Hand } from './tools.ts';

let office: BackOffice;
let owner: Session;
let door: { doorId: string; buildingId: string };
let doors: (typeof door)[];
let terms: Terms;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<typeof door>(sql`
    select id as "doorId", building_id as "buildingId" from door
    where kind = 'door' and is_activated and is_connected and accessibility = 'communal' order by id limit 3`);
  doors = found.rows;
  door = doors[0] ?? { doorId: '', buildingId: '' };
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

const recipientOf = (email: string) => ({ firstName: 'Ona', lastName: 'Reyes', email, phone: null });
const grantTo = (session: Session, email: string, doorIds = [door.doorId]) =>
  grantAccess(nextRequest(session), {
    intentId: randomUUID(),
    recipient: { kind: 'new', ...recipientOf(email), phone: '' },
    doorIds,
    terms,
  });

async function holder(email: string): Promise<string> {
  const { operationId } = await grantTo(owner, email);
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

async function createMixed(items: NewItem[]) {
  const jobs = await boss();
  return db().transaction((tx) =>
    createOperation(tx, jobs, {
      kind: 'align',
      ...askedFrom(owner),
      intentId: randomUUID(),
      items,
    }),
  );
}

const replaceFor = (email: string, personId: string): NewItem[] => [
  { action: 'revoke', personId, recipient: recipientOf(email), terms: null, doors: [door] },
  { action: 'grant', personId, recipient: recipientOf(email), terms, doors: [door] },
];

test('revoke and grant on one door in one operation: the grant leaves after the revocation is confirmed', async () => {
  const personId = await holder('replaced@example.com');
  await office.control.addFault({ match: { method: 'DELETE' }, effect: { type: 'commit_then_reset' }, times: 1 });
  const { operationId } = await createMixed(replaceFor('replaced@example.com', personId));
  const done = await settled(owner, operationId);
  expect(done.doors.map((row) => [row.action, row.state])).toEqual([
    ['revoke', 'applied'],
    ['grant', 'applied'],
  ]);
  const applied = (await office.control.journal()).flatMap((call) => call.applied.map((change) => change));
  const theirs = applied.filter((change) => change.userUuid === personId && change.what !== 'user.created');
  expect(theirs.map((change) => change.what)).toEqual(['access.created', 'access.revoked', 'access.created']);
  expect(await office.control.tryDoor(door.doorId, { userUuid: personId })).toMatchObject({ opens: true });
});

test('where the revocation is refused, the grant after it is not sent', async () => {
  const personId = await holder('kept@example.com');
  await office.control.addFault({
    match: { method: 'DELETE' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const email = 'kept@example.com';
  const { operationId } = await createMixed([
    ...replaceFor(email, personId),
    {
      action: 'grant',
      personId,
      recipient: recipientOf(email),
      terms: { ...terms, notify: false },
      doors: doors.slice(1, 2),
    },
  ]);
  expect((await settled(owner, operationId)).doors).toMatchObject([
    { action: 'revoke', state: 'rejected' },
    { action: 'grant', state: 'cancelled', reason: 'step_before_failed' },
    { action: 'grant', state: 'applied' },
  ]);
  // It was to tell them; the next one does instead.
  expect(await office.control.outbox(email)).toHaveLength(2);
});

test('a revocation waits for a grant whose answer was lost, and that grant is not sent again after it', async () => {
  const personId = await holder('lost@example.com');
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 500 },
    times: 1,
  });
  // Another end, so that the access held before cannot be taken for this one.
  const again = await createMixed([
    {
      action: 'grant',
      personId,
      recipient: recipientOf('lost@example.com'),
      terms: { ...terms, end: addMs(terms.start, 86_400_000) },
      doors: [door],
    },
  ]);
  await expect
    .poll(async () => (await getOperation(owner, again.operationId)).doors[0]?.state, { timeout: 10_000 })
    .toBe('unknown');
  const revoked = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: [door.doorId],
  });
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  const grant = await settled(owner, again.operationId);
  expect(grant.doors).toMatchObject([{ state: 'cancelled', reason: 'overtaken' }]);
  expect(await office.control.tryDoor(door.doorId, { userUuid: personId })).toMatchObject({ opens: false });
  expect((await office.control.outbox('lost@example.com')).length).toBe(1);
});

test('four revocations of many doors do not hold up a fifth', async () => {
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit 8`);
  const doorIds = found.rows.map(({ id }) => id);
  const people: string[] = [];
  for (const name of ['first', 'second', 'third', 'fourth']) {
    const { operationId } = await grantTo(owner, `${name}@example.com`, doorIds);
    people.push((await settled(owner, operationId)).people[0]?.id ?? '');
  }
  const urgent = await holder('urgent@example.com');
  const revoke = (personId: string, ids: string[]) =>
    revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: ids });
  await office.control.addFault({ match: { method: 'DELETE' }, effect: { type: 'delay', beforeMs: 700 } });
  const long = await Promise.all(people.map((personId) => revoke(personId, doorIds)));
  const short = await revoke(urgent, [door.doorId]);
  expect((await settled(owner, short.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  const states = await Promise.all(long.map(async ({ operationId }) => (await getOperation(owner, operationId)).state));
  expect(states).toEqual(['active', 'active', 'active', 'active']);
  await office.control.clearFaults();
  for (const { operationId } of long) await settled(owner, operationId);
});

test('a revocation overtakes the grant that was typed for the same person before anybody knew their id', async () => {
  const personId = await holder('typed@example.com');
  await office.stopWorker();
  const { operationId } = await createMixed([
    { action: 'grant', personId: null, recipient: recipientOf('Typed@Example.com'), terms, doors: [door] },
  ]);
  await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door.doorId] });
  expect((await getOperation(owner, operationId)).doors).toMatchObject([{ state: 'cancelled', reason: 'overtaken' }]);
});

/** A call of an operation in a worker's hands, to be settled as one that OpenKit refused. */
async function refusedCall(operationId: string) {
  const leaseOwner = 77;
  const item = await claimItem(db(), operationId, leaseOwner);
  if (!item) throw new Error('Nothing was claimed.');
  const jobs = await boss();
  const hands = new Set<Hand>();
  const tools = { db: db(), boss: jobs, openkit: openkit(), log, settleSeconds: 1, leaseOwner, hands };
  const doorIds = item.doors.map(({ doorId }) => doorId);
  const settle = () =>
    settleItem(tools, item, {
      ...{ doors: verdicts(doorIds, 'rejected'), next: 'settled', waitSeconds: 0, wasSent: true, wasEmpty: false },
      ...noReading,
    });
  return { settle, tools, jobs };
}

/** Resolves once so many wait for an advisory lock. */
const waiting = (many: number) =>
  expect
    .poll(
      async () =>
        (
          await db().execute(sql`
            select 1 from pg_locks l join pg_database d on d.oid = l.database
            where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`)
        ).rows.length,
      { timeout: 10_000 },
    )
    .toBe(many);

test('a revocation accepted while the call in its way waits for the log is looked at again once that is over', async () => {
  const email = 'in-between@example.com';
  const personId = await holder(email);
  await office.stopWorker();
  const asked = { personId, recipient: recipientOf(email) };
  const { operationId } = await createMixed(
    doors.slice(1, 2).map((each): NewItem => ({ action: 'grant', ...asked, terms, doors: [each] })),
  );
  const { settle, tools, jobs } = await refusedCall(operationId);
  const takeJob = async () => {
    const [job] = await jobs.fetch<{ operationId: string }>('run-revocations');
    if (job) await jobs.complete('run-revocations', job.id);
    return job?.data.operationId;
  };
  while (await takeJob());
  const { revocationId, ...begun } = await db().transaction(async (accepting) => {
    const items: NewItem[] = [{ action: 'revoke', ...asked, terms: null, doors: [door] }];
    const wish = { kind: 'revoke', ...askedFrom(owner), intentId: randomUUID(), items } as const;
    const { operationId: revocationId } = await createOperation(accepting, jobs, wish);
    // Next in line for the log, so that its job looks before the settlement is over.
    const looking = db().transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.logChain})`);
      expect(await takeJob()).toBe(revocationId);
      await runOperation(tools, revocationId, AbortSignal.timeout(10_000));
    });
    await waiting(1);
    const settling = settle();
    await waiting(2);
    return { revocationId, looking, settling };
  });
  await Promise.all([begun.looking, begun.settling]);
  expect((await getOperation(owner, revocationId)).doors).toMatchObject([{ state: 'queued' }]);
  expect(await takeJob()).toBe(revocationId);
  await office.startWorker();
  expect((await settled(owner, revocationId)).doors).toMatchObject([{ state: 'applied' }]);
});

test('an answer is written though PostgreSQL ended its transaction for one that it was in a circle with', async () => {
  await office.stopWorker();
  const { operationId } = await grantTo(owner, 'circle@example.com');
  const { settle } = await refusedCall(operationId);
  let settling = Promise.resolve();
  const circle = db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.logChain})`);
    settling = settle();
    await waiting(1);
    await tx.execute(sql`select 1 from operation where id = ${operationId} for update`);
  });
  // The settlement waited first, so it is the one to go; should it not be, nothing is lost either.
  await Promise.allSettled([circle]);
  await settling;
  expect(await getOperation(owner, operationId)).toMatchObject({ state: 'finished', doors: [{ state: 'rejected' }] });
});

test('an operation whose last calls are overtaken in the moment in which another of its calls ends is over', async () => {
  const email = 'crossed@example.com';
  const personId = await holder(email);
  await office.stopWorker();
  const asked = { personId, recipient: recipientOf(email) };
  const { operationId } = await createMixed(
    doors.slice(1).map((each): NewItem => ({ action: 'grant', ...asked, terms, doors: [each] })),
  );
  const { settle, jobs } = await refusedCall(operationId);
  let ending = Promise.resolve();
  let isOver = false;
  await db().transaction(async (tx) => {
    const items = doors.slice(2).map((each): NewItem => ({ action: 'revoke', ...asked, terms: null, doors: [each] }));
    await createOperation(tx, jobs, { kind: 'revoke', ...askedFrom(owner), intentId: randomUUID(), items });
    ending = settle().finally(() => {
      isOver = true;
    });
    await vi.waitFor(async () => {
      const waiting = await db().execute(sql`
        select 1 from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`);
      expect(isOver || waiting.rows.length > 0).toBe(true);
    });
  });
  await ending;
  expect(await getOperation(owner, operationId)).toMatchObject({ state: 'finished' });
});

test('S35: two staff members give the same access at once: one grant, and the second is told by whom', async () => {
  await office.stopWorker();
  const manager = await sessionAs('building_manager', [door.buildingId]);
  const answers = await Promise.allSettled([
    grantTo(owner, 'both@example.com'),
    ...Array.from({ length: 9 }, () => grantTo(manager, 'both@example.com')),
  ]);
  const accepted = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.operationId] : []));
  expect(accepted).toHaveLength(1);
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: 'stale', params: { reason: 'asked_already' } });
  await office.startWorker();
  await settled(owner, accepted[0] ?? '');
  expect(await office.control.outbox('both@example.com')).toHaveLength(1);
});

test('several calls tell a person once: with the next one where the first is refused, and not again with a retry', async () => {
  const calls = (email: string) =>
    doors.map(
      (place, index): NewItem => ({
        action: 'grant',
        personId: null,
        recipient: recipientOf(email),
        terms: { ...terms, notify: index === 0 },
        doors: [place],
      }),
    );
  // The one that is to tell them, whichever goes first: of calls for different doors two runners may take the second
  // sooner.
  const match = { method: 'POST', path: '/v2/users', body: { shouldNotify: true } };
  const fail = (effect: object) => office.control.addFault({ match, effect, times: 1 });
  await fail({ type: 'respond', status: 400, json: { message: 'NO' } });
  const { operationId } = await createMixed(calls('told@example.com'));
  const sent = (await settled(owner, operationId)).doors;
  expect(sent.map(({ state }) => state).toSorted()).toEqual(['applied', 'applied', 'rejected']);
  // The report says with which call they were told, and the log that it went there from the refused one.
  const [told, ...others] = sent.filter(({ tells }) => tells);
  expect(others).toEqual([]);
  const moves = await db().execute<{ details: object }>(sql`
    select payload::jsonb->'details' as details from audit_entry
    where operation_id = ${operationId} and event = 'notice.move'`);
  const refused = sent.find(({ state }) => state === 'rejected');
  expect(moves.rows).toEqual([
    { details: { callId: told?.itemId, insteadOf: refused?.itemId, doorIds: [told?.doorId] } },
  ]);
  expect(await office.control.outbox('told@example.com')).toHaveLength(1);
  const again = await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() });
  expect((await settled(owner, again.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  // One that may have arrived keeps the notice.
  await fail({ type: 'commit_then_reset' });
  const maybe = await createMixed(calls('maybe@example.com'));
  expect((await settled(owner, maybe.operationId)).doors.every(({ state }) => state === 'applied')).toBe(true);
  for (const email of ['told@example.com', 'maybe@example.com'])
    expect(await office.control.outbox(email)).toHaveLength(1);
});

test('S31: a grant that never arrived is sent once more and applied once', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'reset_before_commit' },
    times: 1,
  });
  const { operationId } = await grantTo(owner, 'never@example.com');
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  const asked = await db().execute<{ id: string }>(sql`
    select request_id as id from operation where id = ${operationId}`);
  const calls = (await office.control.journal()).filter(({ requestId }) => requestId === asked.rows[0]?.id);
  const grants = calls.filter(({ method }) => method === 'POST');
  expect(grants.map(({ applied }) => applied.length > 0)).toEqual([false, true]);
  expect(await office.control.outbox('never@example.com')).toHaveLength(1);
});

test('S36: sharing alone is changed with the end sent unchanged', async () => {
  const personId = await holder('sharing@example.com');
  const end = addMs(terms.start, 86_400_000);
  const change = (shareable: boolean): NewItem => ({
    action: 'change',
    personId,
    recipient: recipientOf('sharing@example.com'),
    terms: { ...terms, end, shareable },
    doors: [door],
  });
  await settled(owner, (await createMixed([change(false)])).operationId);
  await settled(owner, (await createMixed([change(true)])).operationId);
  const held = (await office.control.user('sharing@example.com'))?.accesses[0];
  expect(Date.parse(held?.endTime ?? '')).toBe(Date.parse(end));
  expect((await office.control.journal()).flatMap((call) => call.violations)).toEqual([]);
});

test('a change somebody made in Mission Control meanwhile is not overwritten: a person decides', async () => {
  const personId = await holder('drifted@example.com');
  const { operationId } = await createMixed([
    {
      action: 'change',
      personId,
      recipient: recipientOf('drifted@example.com'),
      terms: { ...terms, end: addMs(terms.start, 86_400_000) },
      expected: { end: addMs(terms.start, 3_600_000), shareable: false },
      doors: [door],
    },
  ]);
  const done = await settled(owner, operationId);
  expect(done.state).toBe('needs_person');
  expect(done.doors).toMatchObject([{ state: 'needs_person', reason: 'changed_elsewhere' }]);
  expect((await office.control.user('drifted@example.com'))?.accesses[0]?.endTime).toBeNull();
});

test('many calls: one intent a building when accepted, and each call’s own before it is sent, all of the session that asked', async () => {
  await office.stopWorker();
  const count = 51;
  const abroad = await db().execute<typeof door>(sql`
    select id as "doorId", building_id as "buildingId" from door
    where kind = 'door' and is_activated and is_connected and building_id <> ${door.buildingId} order by id limit 1`);
  const elsewhere = abroad.rows[0] ?? door;
  const { operationId } = await createMixed(
    Array.from({ length: count }, (_, n) => ({
      action: 'grant' as const,
      personId: null,
      recipient: recipientOf(`many-${n}@example.com`),
      terms: { ...terms, notify: false },
      doors: [n === 0 ? elsewhere : door],
    })),
  );
  const logged = async (phase: string) => {
    const found = await db().execute<{ n: number }>(sql`
      select count(*)::int as n from audit_entry where operation_id = ${operationId} and phase = ${phase}
        and payload::jsonb->'actor'->>'sessionId' = ${owner.sessionId}`);
    return found.rows[0]?.n;
  };
  expect(await logged('intent')).toBe(2);
  const told = await db().execute<{ building: string; details: object }>(sql`
    select building_id as building, payload::jsonb->'details' as details from audit_entry
    where operation_id = ${operationId}`);
  expect(Object.fromEntries(told.rows.map(({ building, details }) => [building, details]))).toEqual({
    [door.buildingId]: { doorCount: count - 1, callCount: count - 1 },
    [elsewhere.buildingId]: { doorCount: 1, callCount: 1 },
  });
  await office.startWorker();
  await settled(owner, operationId);
  expect(await logged('intent')).toBe(2 + count);
  expect(await logged('applied')).toBe(count);
});

test('a revocation of many is accepted before all that it overtakes is cancelled, and nothing of that is sent', async () => {
  await office.stopWorker();
  const many = await db().execute<typeof door>(sql`
    select id as "doorId", building_id as "buildingId" from door where kind = 'door' and is_activated order by id limit 20`);
  const doorIds = many.rows.map(({ doorId }) => doorId);
  const found = await db().execute<{ personId: string; email: string }>(sql`
    select id as "personId", email from person
    where email is not null and gone_at is null and id not in (
      select person_id from access where door_id = any(${sql.param(doorIds)}::uuid[]))
    order by id limit 30`);
  const people = found.rows.map(({ personId, email }) => ({
    personId,
    recipient: recipientOf(email),
    doors: many.rows,
  }));
  const overtaken = people.length * doorIds.length;
  expect(overtaken).toBeGreaterThan(200);
  const before = await createMixed(people.map((one) => ({ ...one, action: 'grant', terms })));
  // The first call no longer lies before the others: which are cancelled at once goes by when they were accepted.
  for (const state of ['unknown', 'queued'])
    await db().execute(sql`
      update operation_item set state = ${state} where operation_id = ${before.operationId} and position = 0`);
  const revoked = await createMixed(people.map((one) => ({ ...one, action: 'revoke', terms: null })));
  const [first] = people;
  if (!first) throw new Error('Nobody is there.');
  expect(await statesOf(before.operationId)).toEqual({ 'cancelled overtaken': 200, queued: overtaken - 200 });
  // Asked afterwards, and not overtaken.
  const after = await createMixed([{ ...first, action: 'grant', terms, doors: many.rows.slice(0, 1) }]);
  const sentBefore = (await office.control.journal()).length;
  await office.startWorker();
  await settled(owner, before.operationId);
  expect(await statesOf(before.operationId)).toEqual({ 'cancelled overtaken': overtaken });
  await settled(owner, revoked.operationId);
  expect((await settled(owner, after.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  const sent = (await office.control.journal()).slice(sentBefore).filter(({ method }) => method === 'POST');
  expect(sent.length).toBe(1);
});

async function statesOf(operationId: string): Promise<Record<string, number>> {
  const found = await db().execute<{ state: string; doors: number }>(sql`
    select concat_ws(' ', state, reason) as state, count(*) as doors from operation_item_door
    where operation_id = ${operationId} group by 1`);
  return Object.fromEntries(found.rows.map(({ state, doors: count }) => [state, count]));
}
