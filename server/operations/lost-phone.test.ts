import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { lostPhone } from '#server/services/accesses/lost-phone';
import { getOperation } from '#server/services/operations/get-operation';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';

/**
 * Here somebody gives access with another program, so what OpenKit applied is not what we say: no oracle at the end.
 */
let office: BackOffice;
let owner: Session;

beforeAll(async () => {
  office = await startBackOffice({ readings: { repeatGrant: 'add' } });
  owner = await sessionAs('owner');
});
afterAll(() => office.stop());
beforeEach(() => office.control.clearFaults());

async function someDoors(count: number): Promise<string[]> {
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit ${count}`);
  return found.rows.map(({ id }) => id);
}

const nameOf = (firstName: string) => {
  const email = `${firstName.toLowerCase()}@example.com`;
  return { firstName, lastName: 'Moss', email };
};

async function holder(firstName: string, doorIds: string[]): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', ...nameOf(firstName), phone: '' },
    doorIds,
    terms: { ...endless, start: await now() },
  });
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

async function loseIt(personId: string): Promise<string> {
  const { operationId } = await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' });
  return operationId ?? '';
}

test('a lost phone takes what was given since the last sweep as well, and does not read the person for each door', async () => {
  const doorIds = await someDoors(8);
  const [twice = ''] = doorIds.slice(2);
  const name = nameOf('Lia');
  const personId = await holder('Lia', doorIds);
  await office.control.advanceClock('PT2H');
  await office.control.grantPastTheConsole(name, [twice]);
  await office.control.clearJournal();
  const done = await settled(owner, await loseIt(personId));
  expect(new Set(done.doors.map(({ state }) => state))).toEqual(new Set(['applied']));
  expect(await office.control.tryDoor(twice, { userUuid: personId })).toMatchObject({ opens: false });
  const reads = (await office.control.journal()).filter(({ method }) => method === 'GET');
  expect(reads.length).toBeLessThan(doorIds.length);
});

test('while something answers 404 to everything no door counts as revoked, and all are once OpenKit answers', async () => {
  const doorIds = await someDoors(2);
  const personId = await holder('Nell', doorIds);
  await office.control.clearJournal();
  await office.control.addFault({ match: {}, effect: { type: 'respond', status: 404, text: '<h1>Not Found</h1>' } });
  const operationId = await loseIt(personId);
  const lists = async () => (await office.control.journal()).filter(({ path }) => path.endsWith('/v1/users')).length;
  await expect.poll(lists, { timeout: 10_000 }).toBeGreaterThan(0);
  expect((await getOperation(owner, operationId)).doors.map(({ state }) => state)).not.toContain('applied');
  await office.control.clearFaults();
  const done = await settled(owner, operationId);
  expect(new Set(done.doors.map(({ state }) => state))).toEqual(new Set(['applied']));
  for (const doorId of doorIds)
    expect(await office.control.tryDoor(doorId, { userUuid: personId })).toMatchObject({ opens: false });
});

/** OpenKit no longer knows a person by their id, and these are all it lists. */
async function listOnly(personId: string, users: object[]): Promise<void> {
  const gone = { effect: { type: 'respond', status: 404, json: { message: 'NOT_FOUND' } } };
  await office.control.addFault({ match: { path: `/v1/users/${personId}` }, ...gone });
  await office.control.addFault({ match: { path: `/v1/users/${personId}/doors/*` }, ...gone });
  await office.control.addFault({
    match: { method: 'GET', path: '/v1/users' },
    effect: { type: 'respond', status: 200, json: { users, nextPageToken: null } },
  });
}

test('who is nowhere in OpenKit has lost every door; who may be a row that nobody can read is for a person', async () => {
  const doorIds = await someDoors(1);
  const personId = await holder('Gwen', doorIds);
  await listOnly(personId, [{ firstName: 'Gwen', lastName: 'Moss', accesses: [] }]);
  const unread = await settled(owner, await loseIt(personId));
  expect(unread.doors).toMatchObject([{ state: 'needs_person', reason: 'not_confirmed' }]);
  await office.control.clearFaults();
  await listOnly(personId, []);
  expect((await settled(owner, await loseIt(personId))).doors).toMatchObject([{ state: 'applied' }]);
});

test('of who is nowhere in OpenKit the whole list is read once, however many doors they are to lose', async () => {
  const doorIds = await someDoors(8);
  const personId = await holder('Hedy', doorIds);
  await listOnly(personId, []);
  await office.control.clearJournal();
  const done = await settled(owner, await loseIt(personId));
  expect(done.doors).toHaveLength(doorIds.length);
  expect(new Set(done.doors.map(({ state }) => state))).toEqual(new Set(['applied']));
  // A sweep, which is due since the clock was moved, reads the list for itself.
  const lists = (await office.control.journal()).filter(
    ({ path, requestId }) => path.endsWith('/v1/users') && requestId === done.requestId,
  );
  expect(lists).toHaveLength(1);
});

test('who became one with somebody else at OpenKit, who has their doors, is for a person', async () => {
  const [doorId = ''] = await someDoors(1);
  const personId = await holder('Mina', [doorId]);
  const access = { doorUuid: doorId, passcodeType: 'PERMANENT', shareable: false, role: 'GUEST', endTime: null };
  const given = { startTime: await now(), granter: { type: 'PARTNER', uuid: randomUUID() } };
  const other = { ...nameOf('Mina'), userUuid: randomUUID(), accesses: [{ ...access, ...given }] };
  await listOnly(personId, [other]);
  expect((await settled(owner, await loseIt(personId))).doors).toMatchObject([
    { state: 'needs_person', reason: 'held_by_another' },
  ]);
  const held = await db().execute(sql`select 1 from access where person_id = ${personId} and gone_at is null`);
  expect(held.rows).toHaveLength(1);
});

test('whom OpenKit does not know by their id but still lists keeps their door until it is taken there', async () => {
  const [doorId = ''] = await someDoors(1);
  const personId = await holder('Olive', [doorId]);
  for (const method of ['DELETE', 'GET'])
    await office.control.addFault({
      match: { method, path: `/v1/users/${personId}*` },
      effect: { type: 'respond', status: 404 },
      times: 1,
    });
  expect((await settled(owner, await loseIt(personId))).doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.tryDoor(doorId, { userUuid: personId })).toMatchObject({ opens: false });
});
