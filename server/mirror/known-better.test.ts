import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import type { PersonSnapshot } from '#server/openkit/types';
import { changeAccess } from '#server/services/accesses/change-access';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { lockPeople } from '#server/services/people/lock-people';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { databaseTime } from './database-time.ts';
import { refreshPerson } from './refresh-person.ts';
import { savePeople } from './save-people.ts';
import { sweepAlone } from './sweep-alone.ts';
import { openSweep, stopRunningSweep } from './sweep-state.ts';

let office: BackOffice;
let owner: Session;
let door: string;
let other: string;
let third: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
    order by id limit 3`);
  [door = '', other = '', third = ''] = found.rows.map(({ id }) => id);
});
afterAll(() => office.stop());
beforeEach(async () => {
  await office.startWorker();
  await office.control.clearFaults();
  await office.control.clearJournal();
});

const named = (name: string) => ({ firstName: name, lastName: 'Reyes', email: `${name.toLowerCase()}@example.com` });

const give = async (name: string, doorId: string) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', ...named(name), phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });

/** Somebody with the first door. */
const holder = async (name: string) => (await settled(owner, (await give(name, door)).operationId)).people[0]?.id ?? '';

const ctx = () => ({ requestId: randomUUID(), priority: 'interactive' as const });
const refresh = (personId: string) => refreshPerson(db(), openkit(), ctx(), personId);

/** OpenKit's answer about somebody, not saved yet. */
async function read(personId: string) {
  const [readAt, at] = [await databaseTime(db()), await now()];
  const person = await openkit().getPerson(ctx(), personId);
  const people: PersonSnapshot[] = person ? [person] : [];
  return { people, at, readAt, cause: { kind: 'reading' as const } };
}
type Reading = Awaited<ReturnType<typeof read>>;

async function doorsOf(personId: string): Promise<string[]> {
  const held = await db().execute<{ doorId: string }>(sql`
    select door_id as "doorId" from access where person_id = ${personId} and gone_at is null order by door_id`);
  return held.rows.map(({ doorId }) => doorId);
}

/** What the ledger says happened to them, in order. */
async function ledgerOf(personId: string): Promise<string[]> {
  const { rows } = await db().execute<{ line: string }>(sql`
    select concat_ws(' ', name, cause, case door_id when ${door}::uuid then 'door' when ${other}::uuid then 'other' else 'third' end) as line
    from access_event where person_id = ${personId} order by id`);
  return rows.map(({ line }) => line);
}

/** Makes the next of these calls slow, before or after OpenKit has done it. */
const slowDown = (method: string, path: string, delay: { beforeMs: number } | { afterMs: number }) =>
  office.control.addFault({ match: { method, path }, effect: { type: 'delay', ...delay }, times: 1 });

/** Waits until OpenKit has got such a call and, where `isDone`, has done it: nobody has its answer yet. */
const underWay = (method: string, isDone = false) =>
  vi.waitFor(
    async () => {
      const call = (await office.control.journal()).findLast((entry) => entry.method === method);
      expect(call).toMatchObject({ status: null });
      if (isDone) expect(call?.applied).not.toEqual([]);
    },
    { timeout: 10_000, interval: 10 },
  );

/** Resolves once somebody waits for what a transaction of ours holds; other databases of this server are not ours. */
const waiting = () =>
  vi.waitFor(async () => {
    const here = sql`wait_event_type = 'Lock' and datname = current_database()`;
    expect(await db().$count(sql`pg_stat_activity`, here)).toBeGreaterThan(0);
  });

test('a reading that began before a revocation was confirmed does not bring the door back, and tells all the rest', async () => {
  const personId = await holder('Ona');
  const save = async (reading: Reading) => {
    await db().transaction((tx) => savePeople(tx, { ...reading, alone: false, generation: 1 }));
    return doorsOf(personId);
  };
  await office.control.grantPastTheConsole(named('Ona'), [other]);
  const before = await read(personId);
  const revoked = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door] });
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await save(before)).toEqual([other]);
  // Given anew elsewhere after it, it counts from the next reading on.
  await office.control.grantPastTheConsole(named('Ona'), [door]);
  expect(await save(await read(personId))).toEqual([door, other].toSorted());
});

test('of two readings of one person that are saved at the same time, the one that began later stays', async () => {
  const personId = await holder('Twice');
  const save = (tx: Tx, reading: Reading) => savePeople(tx, { ...reading, alone: true });
  const earlier = await read(personId);
  await office.control.grantPastTheConsole(named('Twice'), [other]);
  const later = await read(personId);
  const saved: Promise<unknown>[] = [];
  await db().transaction(async (tx) => {
    await save(tx, later);
    saved.push(db().transaction((second) => save(second, earlier)));
    await waiting();
  });
  await Promise.all(saved);
  expect(await doorsOf(personId)).toEqual([door, other].toSorted());
});

test('a page locks its people in the order in which whoever changes many of them does', async () => {
  const [first = '', second = ''] = [await holder('Fore'), await holder('Aft')].toSorted();
  const [{ people: last }, page] = [await read(first), await read(second)];
  const saved: Promise<unknown>[] = [];
  await db().transaction(async (tx) => {
    await lockPeople(tx, [first]);
    const people = [...page.people, ...last];
    saved.push(db().transaction((other) => savePeople(other, { ...page, people, alone: false, generation: 1 })));
    await waiting();
    await lockPeople(tx, [second]);
  });
  await Promise.all(saved);
});

test('a page that was asked for before somebody was read alone, and is saved at the same time, undoes nothing', async () => {
  const personId = await holder('Waits');
  await office.control.grantPastTheConsole(named('Waits'), [other]);
  const page = await read(personId);
  await office.control.revokeElsewhere(personId, other);
  const later = await read(personId);
  const saved: Promise<unknown>[] = [];
  await db().transaction(async (tx) => {
    await savePeople(tx, { ...later, alone: true });
    saved.push(db().transaction((second) => savePeople(second, { ...page, alone: false, generation: 1 })));
    await waiting();
  });
  await Promise.all(saved);
  expect(await doorsOf(personId)).toEqual([door]);
});

/**
 * What reads the person while our call is under way, before OpenKit has done it, and which of the two is saved first.
 */
const readings = {
  'a reading that is saved before the answer': async (personId: string) => {
    await refresh(personId);
    return { isLate: false, saved: Promise.resolve() };
  },
  'a reading that is saved after the answer': async (personId: string) => {
    await slowDown('GET', `/v1/users/${personId}`, { afterMs: 2500 });
    return { isLate: true, saved: refresh(personId).then(() => undefined) };
  },
  'a page of a sweep that is saved after the answer': async () => {
    await slowDown('GET', '/v1/users', { afterMs: 2500 });
    // The worker goes on with sweeps that it finds open.
    return { isLate: true, saved: sweepAlone(db(), sweepNow).then((state) => expect(state).toBe('complete')) };
  },
};

test.each(Object.entries(readings))(
  'what we gave while somebody was read stays, and is ours: %s',
  async (kind, read) => {
    const name = `Given${Object.keys(readings).indexOf(kind)}`;
    const personId = await holder(name);
    await slowDown('POST', '/v2/users', { beforeMs: 1000 });
    const { operationId } = await give(name, other);
    await underWay('POST');
    const reading = await read(personId);
    let isSaved = false;
    void reading.saved.then(() => {
      isSaved = true;
    });
    expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
    expect(isSaved).toBe(!reading.isLate);
    await reading.saved;
    expect(await doorsOf(personId)).toEqual([door, other].toSorted());
    await refresh(personId);
    expect(await ledgerOf(personId)).toEqual(['access.appeared operation door', 'access.appeared operation other']);
  },
);

test.each(Object.entries(readings))('what we changed while somebody was read stays: %s', async (kind, read) => {
  const personId = await holder(`Changed${Object.keys(readings).indexOf(kind)}`);
  await slowDown('PATCH', `/v1/users/${personId}/doors/${door}`, { beforeMs: 1000 });
  const { operationId } = await changeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId,
    doorIds: [door],
    end: { kind: 'keep' },
    shareable: true,
  });
  await underWay('PATCH');
  const reading = await read(personId);
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  await reading.saved;
  await refresh(personId);
  expect(await ledgerOf(personId)).toEqual(['access.appeared operation door', 'access.changed operation door']);
});

/** They hold what we gave and what was given elsewhere meanwhile, each told once and by its cause. */
async function expectThirdKept(personId: string): Promise<void> {
  expect(await doorsOf(personId)).toEqual([door, other, third].toSorted());
  await refresh(personId);
  expect((await ledgerOf(personId)).toSorted()).toEqual([
    'access.appeared drift third',
    'access.appeared operation door',
    'access.appeared operation other',
  ]);
}

test('what a reading says that began after OpenKit had given, and before we knew, is not undone by the answer', async () => {
  const personId = await holder('Newer');
  await slowDown('POST', '/v2/users', { afterMs: 1000 });
  const { operationId } = await give('Newer', other);
  await underWay('POST', true);
  await office.control.grantPastTheConsole(named('Newer'), [third]);
  await refresh(personId);
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  await expectThirdKept(personId);
});

test('what a page of a sweep says that was asked for after our call is not undone by the answer', async () => {
  await holder('Paged');
  await slowDown('POST', '/v2/users', { afterMs: 2500 });
  const { operationId } = await give('Paged', other);
  await underWay('POST', true);
  await office.control.grantPastTheConsole(named('Paged'), [third]);
  expect(await sweepAlone(db(), sweepNow)).toBe('complete');
  // The next one forgets what the last one has seen, but not while an answer is out that is older.
  await db().transaction(async (tx) => stopRunningSweep(tx, (await openSweep(tx, await now())).startedAt));
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'applied' }]);
  const personId = done.people[0]?.id ?? '';
  await expectThirdKept(personId);
});

test('what the answer to a call of ours shows of other doors happened elsewhere, and waits for a person', async () => {
  const personId = await holder('Shown');
  await office.control.revokeElsewhere(personId, door);
  await office.control.grantPastTheConsole(named('Shown'), [third]);
  const { operationId } = await give('Shown', other);
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect((await ledgerOf(personId)).slice(1).toSorted()).toEqual([
    'access.appeared drift third',
    'access.appeared operation other',
    'access.vanished drift door',
  ]);
  const drift = await db().execute(sql`
    select d.kind from drift d join access_event e on e.id = d.event_id where e.person_id = ${personId} order by d.kind`);
  expect(drift.rows).toEqual([{ kind: 'appeared' }, { kind: 'ended' }]);
});

test('before the first sweep is complete the answer to a call of ours shows what was there already', async () => {
  const personId = await holder('Early');
  await office.control.grantPastTheConsole(named('Early'), [other, third]);
  const reading = await read(personId);
  const cause = { kind: 'operation' as const, operationId: randomUUID(), doorIds: [other] };
  const saved = db().transaction(async (tx) => {
    await tx.execute(sql`update sweep set state = 'suspect' where state = 'complete'`);
    await savePeople(tx, { ...reading, cause, alone: true });
    const { rows } = await tx.execute<{ doorId: string; cause: string }>(sql`
      select door_id as "doorId", cause from access_event where person_id = ${personId} and door_id <> ${door}`);
    expect(new Map(rows.map((row) => [row.doorId, row.cause]))).toEqual(
      new Map([
        [other, 'operation'],
        [third, 'first_sweep'],
      ]),
    );
    tx.rollback();
  });
  await expect(saved).rejects.toThrow('Rollback');
});

test('what was taken by a call that arrived late is not brought back by the answer of another, which left before', async () => {
  const personId = await holder('Late');
  await office.control.addFault({
    match: { method: 'DELETE' },
    effect: { type: 'late_commit', afterMs: 800, answer: 'reset' },
    times: 1,
  });
  const revoked = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door] });
  await vi.waitFor(async () => {
    const { rows } = await db().execute(
      sql`select state from operation_item where operation_id = ${revoked.operationId}`,
    );
    expect(rows).toEqual([{ state: 'unknown' }]);
  });
  await slowDown('POST', '/v2/users', { afterMs: 2500 });
  const given = await give('Late', other);
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  await underWay('POST', true);
  expect((await settled(owner, given.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await doorsOf(personId)).toEqual([other]);
  await refresh(personId);
  expect((await ledgerOf(personId)).toSorted()).toEqual([
    'access.appeared operation door',
    'access.appeared operation other',
    'access.vanished operation door',
  ]);
});

test('what a sweep shows of somebody new while our call for them is not confirmed is ours', async () => {
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'commit_then_reset' }, times: 1 });
  const { operationId } = await give('Unheard', door);
  await vi.waitFor(async () => {
    const { rows } = await db().execute(sql`select state from operation_item where operation_id = ${operationId}`);
    expect(rows).toEqual([{ state: 'unknown' }]);
  });
  await office.stopWorker();
  expect(await sweepNow()).toBe('complete');
  const { rows } = await db().execute<{ id: string }>(sql`select id from person where first_name = 'Unheard'`);
  expect(await ledgerOf(rows[0]?.id ?? '')).toEqual(['access.appeared operation door']);
});
