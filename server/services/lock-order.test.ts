import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted } from '#lib/schemas/tenancy';
import { addDays, dayOf } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { advisoryLocks } from '#server/db/advisory-locks';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { log } from '#server/log';
import { refreshPerson } from '#server/mirror/refresh-person';
import { openkit } from '#server/openkit/openkit';
import { claimItem } from '#server/operations/claim-item';
import { sendItem } from '#server/operations/send-item';
import { settleItem } from '#server/operations/settle-item';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { changeAccess } from './accesses/change-access.ts';
import { grantAccess } from './accesses/grant-access.ts';
import { inviteGuest } from './guests/invite-guest.ts';
import { decideDoor } from './operations/decide-door.ts';
import { retryOperation } from './operations/retry-operation.ts';
import { changeEmail } from './people/change-email.ts';
import { lockPeople } from './people/lock-people.ts';
import { settleTask } from './tasks/settle-task.ts';
import { moveIn } from './tenancies/move-in.ts';
import { moveOut } from './tenancies/move-out.ts';
import { transfer } from './tenancies/transfer.ts';
import { getUnit } from './units/get-unit.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(() => office.startWorker());

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;

async function livingIn(name: string, needsKeycard = false) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name), { needsKeycard })));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  return { ...home, doorId: home.door.id, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}
type Home = Awaited<ReturnType<typeof livingIn>>;

const leave = ({ tenancyId, personId, doorId }: Home) =>
  moveOut(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyIds: [tenancyId], note: '' },
    doors: [{ personId, doorIds: [doorId] }],
  });

const moveOn = ({ tenancyId }: Home, unitId: string) =>
  transfer(nextRequest(owner), { intentId: randomUUID(), tenancyId, unitId, leaseEnd: '2031-07-31' });

async function letIn({ tenancyId, doorId }: Home, name: string, days: number) {
  const today = dayOf(await now(), 'America/New_York');
  return inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds: [doorId] },
    guest: { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    when: { kind: 'stay', from: today, to: addDays(today, days) },
  });
}

const endByHand = async ({ personId, doorId }: Home, days: number) =>
  changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [doorId], shareable: null },
    end: { kind: 'at', at: addMs(await now(), days * 86_400_000) },
  });

/** Resolves once so many wait for what others hold. */
async function waiting(many: number): Promise<void> {
  const isWaiting = sql`pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  const count = async () => (await db().execute(sql`select 1 from ${isWaiting}`)).rows.length;
  await expect.poll(count, { timeout: 10_000 }).toBe(many);
}

const hold = (tx: Tx, lock: keyof typeof advisoryLocks) =>
  tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks[lock]})`);

/** The tasks of a unit, each with whether it is still to be done. */
async function tasksOf(unitId: string): Promise<string[]> {
  const { rows } = await db().execute<{ line: string }>(sql`
    select kind || case when done_at is null then ' open' else '' end as line from task where unit_id = ${unitId}
    order by kind`);
  return rows.map(({ line }) => line);
}

async function taskOf(unitId: string): Promise<string> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from task where unit_id = ${unitId} and done_at is null`);
  return rows[0]?.id ?? '';
}

test('a transfer that is sent again takes the log last, as whatever is accepted at that moment does', async () => {
  const home = await livingIn('Rita', true);
  await office.control.addFault({
    match: { method: 'POST' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const refused = await done(await moveOn(home, (await homes.newUnit()).unitId));
  expect(states(refused)).toEqual(['grant rejected', 'revoke cancelled']);
  expect(await tasksOf(home.unitId)).toEqual(['keycard open']);
  await office.stopWorker();
  const begun = await db().transaction(async (tx) => {
    await hold(tx, 'acceptance');
    const retry = retryOperation(nextRequest(owner), { operationId: refused.id, intentId: randomUUID() });
    await waiting(1);
    await hold(tx, 'logChain');
    return { retry };
  });
  const { operationId } = await begun.retry;
  await office.startWorker();
  expect(states(await done({ operationId }))).toEqual(['grant applied', 'revoke applied']);
  expect(await tasksOf(home.unitId)).toEqual(['keycard', 'keycard_back open']);
  const { rows } = await db().execute(sql`
    select 1 from audit_entry where operation_id = ${operationId} and event = 'task.settle'`);
  expect(rows).toHaveLength(1);
});

test.each([
  ['moving out', leave],
  ['moving on', moveOn],
])('whoever is %s is not in the way of a colleague who settles one of their tasks', async (name, go) => {
  const home = await livingIn(name.replaceAll(' ', '-'), true);
  const { unitId: next } = await homes.newUnit();
  const taskId = await taskOf(home.unitId);
  await office.stopWorker();
  const begun = await db().transaction(async (tx) => {
    await hold(tx, 'logChain');
    const going = go(home, next);
    await waiting(1);
    const settling = settleTask(nextRequest(owner), { taskId, act: 'done' });
    await waiting(2);
    return { both: Promise.allSettled([going, settling]) };
  });
  const [gone, task] = await begun.both;
  expect(gone).toMatchObject({ status: 'fulfilled' });
  expect(task).toMatchObject({ reason: { code: 'stale', params: { reason: 'task_settled' } } });
  expect(await tasksOf(home.unitId)).toEqual(['keycard', 'keycard_back open']);
  await office.startWorker();
  if (gone.status === 'fulfilled') await done(gone.value);
  expect(await opens(home.doorId, home.personId)).toBe(false);
});

test('a code for a day is settled without the lease of who gets it, for which others may wait meanwhile', async () => {
  const home = await livingIn('Sven');
  await office.stopWorker();
  const { operationId } = await grantAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), note: '', doorIds: homes.communal.slice(0, 1).map(({ id }) => id) },
    recipient: { kind: 'known', personId: home.personId },
    terms: { ...endless, passcodeType: 'DAILY', start: await now() },
  });
  const settle = await answered(operationId);
  const begun = await db().transaction(async (tx) => {
    await lockPeople(tx, [home.personId]);
    const settling = settle();
    await waiting(1);
    await tx.execute(sql`select 1 from tenancy where id = ${home.tenancyId} for update nowait`);
    return { settling };
  });
  await begun.settling;
  expect(states(await done({ operationId }))).toEqual(['grant applied']);
});

test('whose address is changed is locked after their lease', async () => {
  const home = await livingIn('Tove');
  const begun = await db().transaction(async (tx) => {
    await tx.execute(sql`select 1 from tenancy where id = ${home.tenancyId} for update`);
    const wish = { intentId: randomUUID(), personId: home.personId, email: emailOf('Tove-New'), note: '' };
    const changing = changeEmail(nextRequest(owner), wish);
    await waiting(1);
    await tx.execute(sql`select 1 from person where id = ${home.personId} for update nowait`);
    return { changing };
  });
  expect(states(await done(await begun.changing))).toEqual(['grant applied', 'revoke applied']);
});

test('a host whose end is made earlier and a guest who is let in again are locked in one order', async () => {
  const [first, second] = [await livingIn('Hugo'), await livingIn('Ines')];
  // The guest is the first of the two by id: whoever locks both begins with them.
  const [[guest], host] =
    first.personId < second.personId ? ([['Hugo', first], second] as const) : ([['Ines', second], first] as const);
  await done(await letIn(host, guest, 40));
  await office.stopWorker();
  const begun = await db().transaction(async (tx) => {
    // Holds up the change once it has locked the host, before it comes to the guests.
    await tx.execute(sql`lock table access in access exclusive mode`);
    const changing = endByHand(host, 20);
    await waiting(1);
    const inviting = letIn(host, guest, 50);
    await waiting(2);
    return { both: Promise.allSettled([changing, inviting]) };
  });
  const [change, invitation] = await begun.both;
  expect(change).toMatchObject({ status: 'fulfilled' });
  expect(invitation).toMatchObject({ reason: { code: 'stale', params: { reason: 'host_under_way' } } });
  await office.startWorker();
  if (change.status === 'fulfilled')
    expect(states(await done(change.value))).toEqual(['change applied', 'change applied']);
});

/** Makes the one call of an operation, and answers what writes down what came of it. */
async function answered(operationId: string): Promise<() => Promise<void>> {
  const leaseOwner = 77;
  const item = await claimItem(db(), operationId, leaseOwner);
  if (!item) throw new Error('Nothing was claimed.');
  const found = { db: db(), boss: await boss(), openkit: openkit(), log, settleSeconds: 1, leaseOwner };
  const tools = { ...found, hands: new Set<never>() };
  const result = await sendItem(tools, item, async () => true);
  return () => settleItem(tools, item, result);
}

test('somebody is moved out while OpenKit’s answer to a change of theirs is written, and both are', async () => {
  const home = await livingIn('Olga');
  const guestId = (await done(await letIn(home, 'Pavel', 3))).people[0]?.id ?? '';
  await office.stopWorker();
  const { operationId } = await endByHand(home, 3000);
  const settle = await answered(operationId);
  const begun = await db().transaction(async (tx) => {
    // Holds up the move-out once it has locked them, before it comes to the reasons.
    await lockPeople(tx, [guestId]);
    const going = leave(home);
    await waiting(1);
    const settling = settle();
    await waiting(2);
    return { both: Promise.all([going, settling]) };
  });
  const [gone] = await begun.both;
  expect(states(await settled(owner, operationId))).toEqual(['change applied']);
  await office.startWorker();
  expect(states(await done(gone))).toEqual(['revoke applied', 'revoke applied']);
  for (const personId of [home.personId, guestId]) expect(await opens(home.doorId, personId)).toBe(false);
});

test('somebody is moved out while a colleague says that a change of theirs was done, and both are', async () => {
  const home = await livingIn('Quentin');
  const guestId = (await done(await letIn(home, 'Rosa', 3))).people[0]?.id ?? '';
  await office.stopWorker();
  const { operationId } = await endByHand(home, 3000);
  await refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, home.personId);
  await office.control.addFault({ match: { method: 'PATCH' }, effect: { type: 'commit_then_reset' }, times: 1 });
  await office.control.addFault({
    match: { method: 'GET', path: `/v1/users/${home.personId}` },
    effect: { type: 'drift', field: 'accesses[].endTime', to: 'value', value: '2031-03-10T12:00:00' },
  });
  await office.startWorker();
  const [asked] = (await settled(owner, operationId)).doors;
  expect(asked).toMatchObject({ state: 'needs_person', reason: 'not_confirmed' });
  await office.control.clearFaults();
  await office.stopWorker();
  const { itemId = '', doorId = '' } = asked ?? {};
  const begun = await db().transaction(async (tx) => {
    // Holds up the move-out once it has locked them, before it comes to the reasons.
    await lockPeople(tx, [guestId]);
    const going = leave(home);
    await waiting(1);
    const deciding = decideDoor(nextRequest(owner), { operationId, itemId, doorId, decision: 'there' });
    await waiting(2);
    return { both: Promise.allSettled([going, deciding]) };
  });
  const [gone, decided] = await begun.both;
  expect([gone.status, decided.status]).toEqual(['fulfilled', 'fulfilled']);
  await office.startWorker();
  if (gone.status === 'fulfilled') expect(states(await done(gone.value))).toEqual(['revoke applied', 'revoke applied']);
  for (const personId of [home.personId, guestId]) expect(await opens(home.doorId, personId)).toBe(false);
});
