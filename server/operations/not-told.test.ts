import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { log } from '#server/log';
import { openkit } from '#server/openkit/openkit';
import { changeAccess } from '#server/services/accesses/change-access';
import { grantAccess } from '#server/services/accesses/grant-access';
import { lostPhone } from '#server/services/accesses/lost-phone';
import { getOperation } from '#server/services/operations/get-operation';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { createOperation } from './create-operation.ts';
import { askedFrom } from './new-operation.ts';
import { runOperation } from './run-operation.ts';
import type { OperationTools } from './tools.ts';

/** Here nobody can find out what OpenKit applied, so it is not what we say: no oracle at the end. */
let office: BackOffice;
let owner: Session;
let doorId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit 1`);
  doorId = found.rows[0]?.id ?? '';
});
afterAll(() => office.stop());
beforeEach(() => office.control.clearFaults());

const nameOf = (firstName: string) => {
  const email = `${firstName.toLowerCase()}@example.com`;
  return { firstName, lastName: 'Kerr', email };
};

const give = async (firstName: string) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', ...nameOf(firstName), phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });

async function holder(firstName: string): Promise<string> {
  const { operationId } = await give(firstName);
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

/** Their access is to be shareable, however it stands. */
async function ask(firstName: string, personId: string) {
  const jobs = await boss();
  return db().transaction((tx) =>
    createOperation(tx, jobs, {
      ...{ kind: 'change', ...askedFrom(nextRequest(owner)), intentId: randomUUID() },
      items: [
        {
          ...{ action: 'change', personId, recipient: { ...nameOf(firstName), phone: null } },
          ...{ terms: { ...endless, start: '2026-01-01T00:00:00.000Z', shareable: true } },
          doors: [{ doorId, buildingId: null }],
        },
      ],
    }),
  );
}

const toolsOf = async (leaseOwner: number): Promise<OperationTools> => ({
  ...{ db: db(), boss: await boss(), openkit: openkit(), log },
  ...{ settleSeconds: 1, leaseOwner, hands: new Set() },
});

/** OpenKit answers for a person, but with nothing that can be used. */
const answerFor = (personId: string, answer: object) =>
  office.control.addFault({
    match: { method: 'GET', path: `/v1/users/${personId}` },
    effect: { type: 'respond', ...answer },
  });
const denied = { status: 403 };
const somebodyElse = { status: 200, json: { ...nameOf('Quinn'), userUuid: randomUUID(), accesses: [] } };

test.each([
  ['Rosa', 'a 403', denied],
  ['Saul', 'somebody else', somebodyElse],
])(
  'of a lost answer about %s, for whom OpenKit answers %s, a person decides, and a revocation goes on',
  {
    timeout: 60_000,
  },
  async (name, _, answer) => {
    const personId = await holder(name);
    await office.control.clearJournal();
    await answerFor(personId, answer);
    await office.control.addFault({ match: { method: 'PATCH' }, effect: { type: 'commit_then_reset' }, times: 1 });
    const { operationId } = await ask(name, personId);
    const isUnknown = async () => (await getOperation(owner, operationId)).doors[0]?.state === 'unknown';
    await expect.poll(isUnknown, { timeout: 10_000 }).toBe(true);
    await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' });
    expect((await settled(owner, operationId)).doors).toMatchObject([
      { state: 'needs_person', reason: 'not_confirmed' },
    ]);
    const opens = async () => (await office.control.tryDoor(doorId, { userUuid: personId })).opens;
    await expect.poll(opens, { timeout: 10_000 }).toBe(false);
    const tokens = (await office.control.journal()).filter(({ path }) => path.endsWith('/oauth/token'));
    expect(tokens.length).toBeLessThanOrEqual(1);
  },
);

test('while OpenKit shows us nobody at all, a lost answer waits, and is read back once it does', async () => {
  const personId = await holder('Wren');
  await office.control.addFault({ match: { method: 'PATCH' }, effect: { type: 'commit_then_reset' }, times: 1 });
  const isForbidden = { type: 'respond', ...denied };
  await office.control.addFault({ match: { method: 'GET', path: '/v1/users' }, effect: isForbidden });
  await office.control.addFault({ match: { method: 'GET', path: '/v1/users/*' }, effect: isForbidden });
  await office.stopWorker();
  const { operationId } = await ask('Wren', personId);
  const tools = await toolsOf(93);
  await runOperation(tools, operationId, new AbortController().signal);
  const nextTurn = async () => {
    await db().execute(sql`update operation_item set due_at = clock_timestamp() where operation_id = ${operationId}`);
    await runOperation(tools, operationId, new AbortController().signal);
    return (await getOperation(owner, operationId)).doors;
  };
  for (let turn = 0; turn < 3; turn += 1)
    expect(await nextTurn()).toMatchObject([{ state: 'unknown', reason: 'nobody_told' }]);
  await office.control.clearFaults();
  await answerFor(personId, denied);
  // Of one turn nobody can say whether the others were shown a moment too late.
  expect(await nextTurn()).toMatchObject([{ state: 'unknown', reason: 'not_told' }]);
  await office.control.clearFaults();
  expect(await nextTurn()).toMatchObject([{ state: 'applied' }]);
  await office.startWorker();
});

test.each([
  ['Tove', denied, 'upstream_denied'],
  ['Ugo', somebodyElse, 'another_person'],
])('a change for %s is not sent where OpenKit does not show how the access stands', async (name, answer, reason) => {
  const personId = await holder(name);
  await answerFor(personId, answer);
  const { operationId } = await changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [doorId] },
    ...{ end: { kind: 'keep' }, shareable: true },
  });
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'rejected', reason }]);
});

test('a lost grant to somebody new, whom OpenKit’s list hides by going round in circles, is for a person', async () => {
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'commit_then_reset' }, times: 1 });
  await office.control.addFault({
    match: { method: 'GET', path: '/v1/users' },
    effect: { type: 'respond', status: 200, json: { users: [], nextPageToken: 'again' } },
  });
  const { operationId } = await give('Vida');
  expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'needs_person', reason: 'not_confirmed' }]);
  expect(await office.control.outbox(nameOf('Vida').email)).toHaveLength(1);
});
