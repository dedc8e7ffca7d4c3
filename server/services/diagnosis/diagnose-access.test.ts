import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Check, type Diagnosis, diagnosisSchema } from '#lib/schemas/diagnosis';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, settled, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { diagnoseAccess } from './diagnose-access.ts';

type Door = { id: string; name: string; building_id: string };

let office: BackOffice;
let owner: Session;
let offline: Door;
let connected: Door;

beforeAll(async () => {
  office = await startBackOffice({ people: 200, buildings: 4 });
  owner = await sessionAs('owner');
  offline = await findDoor(sql`not is_connected`);
  connected = await findDoor(sql`is_connected`);
});
afterAll(() => office.stop());

async function findDoor(condition: ReturnType<typeof sql>): Promise<Door> {
  const found = await db().execute<Door>(sql`
    select id, name, building_id from door where kind = 'door' and is_activated and ${condition} order by id limit 1`);
  if (!found.rows[0]) throw new Error('The world has no such door.');
  return found.rows[0];
}

type Given = { email: string; doorId: string; startsInMs?: number; notify?: boolean };

/** Asks for access for somebody new. */
async function give({ email, doorId, startsInMs = 0, notify = true }: Given): Promise<string> {
  const start = addMs(await now(), startsInMs);
  const { operationId } = await grantAccess(owner, {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Ida', lastName: 'Caller', email, phone: '' },
    doorIds: [doorId],
    terms: { passcodeType: 'PERMANENT', start, end: null, shareable: false, role: 'non_resident', notify },
  });
  return operationId;
}

async function personOf(email: string): Promise<string> {
  const found = await db().execute<{ id: string }>(sql`select id from person where email_key = ${email}`);
  return found.rows[0]?.id ?? '';
}

async function given(asked: Given): Promise<string> {
  const { doors } = await settled(owner, await give(asked));
  expect(doors.map(({ state }) => state)).toEqual(['applied']);
  return personOf(asked.email);
}

const checkOf = ({ checks }: Diagnosis, id: Check['id']) => checks.find((check) => check.id === id);

test('given from here on an offline lock without a message: both are known, the lock comes first', async () => {
  const personId = await given({ email: 'silent@example.com', doorId: offline.id, notify: false });
  const diagnosis = await diagnoseAccess(owner, { personId, doorId: offline.id });
  expect(diagnosisSchema.safeParse(diagnosis).error).toBeUndefined();
  expect(checkOf(diagnosis, 'connection')).toMatchObject({
    verdict: 'warn',
    sentence: expect.stringContaining('may not know about this access'),
  });
  expect(checkOf(diagnosis, 'message')).toMatchObject({
    verdict: 'warn',
    sentence: expect.stringContaining('Nobody was told'),
  });
  expect(checkOf(diagnosis, 'address')?.exact).toBe('silent@example.com');
  const scope = { buildingIds: [], portfolioIds: [], doorIds: [offline.id] };
  const ofTheDoor = await diagnoseAccess({ ...(await sessionAs('auditor')), scope }, { personId, doorId: offline.id });
  expect(checkOf(ofTheDoor, 'message')).toEqual(checkOf(diagnosis, 'message'));
  expect(diagnosis.aloud).toContain('offline');
  expect(await office.control.outbox('silent@example.com')).toEqual([]);
  expect(await office.control.tryDoor(offline.id, { userUuid: personId })).toMatchObject({ opens: false });
});

test('given from tomorrow on: the start is the reason, and whom Latch wrote to is known', async () => {
  const personId = await given({ email: 'early@example.com', doorId: connected.id, startsInMs: 86_400_000 });
  const diagnosis = await diagnoseAccess(owner, { personId, doorId: connected.id });
  expect(checkOf(diagnosis, 'window')?.verdict).toBe('stop');
  expect(checkOf(diagnosis, 'message')).toMatchObject({
    verdict: 'ok',
    sentence: expect.stringContaining('to early@example.com'),
  });
  expect(diagnosis.aloud).toContain(`Your access to ${connected.name} starts on`);
});

test('a door never given names what they can open; one taken away says so', async () => {
  const personId = await given({ email: 'elsewhere@example.com', doorId: connected.id });
  const never = await diagnoseAccess(owner, { personId, doorId: offline.id });
  expect(never.aloud).toContain('You have no access');
  expect(checkOf(never, 'access')?.sentence).toContain(connected.name);

  const { operationId } = await revokeAccess(owner, { intentId: randomUUID(), personId, doorIds: [connected.id] });
  await settled(owner, operationId);
  const taken = await diagnoseAccess(owner, { personId, doorId: connected.id });
  expect(checkOf(taken, 'access')).toMatchObject({ verdict: 'stop', sentence: expect.stringContaining('taken away') });
});

test('an access that was there before us: nobody can tell whether Latch sent a message', async () => {
  const found = await db().execute<{ personId: string; doorId: string }>(sql`
    select a.person_id as "personId", a.door_id as "doorId" from access a join access_event e on e.access_id = a.id
    where e.cause = 'first_sweep' and a.gone_at is null and a.ends_at is null and a.starts_at < now() limit 1`);
  const [old] = found.rows;
  if (!old) throw new Error('The world has no access that works.');
  expect(checkOf(await diagnoseAccess(owner, old), 'message')?.verdict).toBe('unknown');
});

test('what is not confirmed yet is said, with its operation, and the answer is asked for again', async () => {
  const personId = await given({ email: 'waits@example.com', doorId: connected.id });
  await office.stopWorker();
  const { operationId } = await grantAccess(owner, {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId },
    doorIds: [offline.id],
    terms: { passcodeType: 'PERMANENT', start: await now(), end: null, shareable: false, role: 'guest', notify: true },
  });
  const diagnosis = await diagnoseAccess(owner, { personId, doorId: offline.id });
  expect(checkOf(diagnosis, 'confirmation')?.verdict).toBe('stop');
  expect(diagnosis.next.button).toMatchObject({ href: `/operations/${operationId}` });
  expect(diagnosis.isSettling).toBe(true);
  await office.startWorker();
  await settled(owner, operationId);
});

test('two people with one phone number are told, to those who may see both, and the way leads to the other by id', async () => {
  const [mine, other] = await Promise.all(
    ['one@example.com', 'two@example.com'].map((email, index) =>
      given({ email, doorId: index === 0 ? connected.id : offline.id }),
    ),
  );
  if (!mine || !other) throw new Error('Nobody was made.');
  await office.stopWorker();
  await db().execute(sql`update person set phone = '+12125550199' where id in (${mine}, ${other})`);
  const asked = { personId: mine, doorId: connected.id };
  const told = await diagnoseAccess(owner, asked);
  expect(checkOf(told, 'account')?.verdict).toBe('warn');
  expect(told.next.button).toMatchObject({ href: `/people/${other}` });
  const agent = await sessionAs('leasing_agent', [connected.building_id]);
  const isSame = connected.building_id === offline.building_id;
  expect(checkOf(await diagnoseAccess(agent, asked), 'account')?.verdict).toBe(isSame ? 'warn' : 'ok');
  await office.startWorker();
});

test('S06: a person or door out of scope answers like one that does not exist', async () => {
  const personId = await given({ email: 'scoped@example.com', doorId: connected.id });
  const elsewhere = await db().execute<{ id: string }>(sql`
    select id from building where id <> ${connected.building_id} limit 1`);
  const agent = await sessionAs('leasing_agent', [elsewhere.rows[0]?.id ?? '']);
  const missing = expect.objectContaining({ code: 'forbidden_or_missing' });
  await expect(diagnoseAccess(agent, { personId, doorId: connected.id })).rejects.toEqual(missing);
  const local = await sessionAs('auditor', [connected.building_id]);
  expect((await diagnoseAccess(local, { personId, doorId: connected.id })).door.id).toBe(connected.id);
  await expect(diagnoseAccess(local, { personId, doorId: randomUUID() })).rejects.toEqual(missing);
});
