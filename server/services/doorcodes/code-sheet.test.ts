import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { getOverview } from '../overview/get-overview.ts';
import { revealCodeSheet } from './reveal-code-sheet.ts';
import { revealDoorcodes } from './reveal-doorcodes.ts';

let office: BackOffice;
let owner: Session;
let agent: Session;
let mine: string;
let foreign: string;
let doorId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; door_id: string }>(sql`
    select b.id, min(d.id::text) as door_id from building b join door d on d.building_id = b.id
    where d.kind = 'door' and d.is_activated and b.time_zone is not null group by b.id order by b.id limit 2`);
  mine = found.rows[0]?.id ?? '';
  doorId = found.rows[0]?.door_id ?? '';
  foreign = found.rows[1]?.id ?? '';
  agent = await sessionAs('leasing_agent', [mine]);
});
afterAll(() => office.stop());

const giveDayCode = (email: string) =>
  giveCode({ kind: 'new', firstName: 'Day', lastName: 'Visitor', email, phone: '' });

async function giveCode(
  recipient: GrantAccessInput['recipient'],
  { passcodeType = 'DAILY', role = 'non_resident' }: Partial<GrantAccessInput['terms']> = {},
): Promise<void> {
  const { operationId } = await grantAccess(nextRequest(agent), {
    intentId: randomUUID(),
    recipient,
    doorIds: [doorId],
    terms: {
      passcodeType,
      start: await now(),
      end: null,
      shareable: false,
      role,
      notify: true,
    },
  });
  await settled(agent, operationId);
}

const entries = () =>
  db().select().from(auditEntry).where(eq(auditEntry.event, 'doorcode.sheet')).orderBy(desc(auditEntry.seq));

test('the sheet holds the day codes of today in one building, is one record, and the codes open the door', async () => {
  await giveDayCode('day.one@example.com');
  await giveDayCode('day.two@example.com');
  const sheet = await revealCodeSheet(nextRequest(agent), { buildingId: mine });
  const visitors = sheet.rows.filter((row) => row.personName === 'Day Visitor');
  expect(visitors).toHaveLength(2);
  expect(new Set(visitors.map(({ code }) => code)).size).toBe(2);
  for (const { code } of visitors) {
    expect(await office.control.tryDoor(doorId, { code: code ?? '' })).toMatchObject({ opens: true });
  }
  const recorded = await entries();
  expect(recorded).toHaveLength(1);
  expect(recorded[0]).toMatchObject({ phase: 'done', buildingId: mine, staffId: agent.staff.id });
  for (const { code } of visitors) expect(recorded[0]?.payload).not.toContain(code);
});

test('whoever also got permanent access today stands there with the code of the day', async () => {
  await giveCode(
    { kind: 'new', firstName: 'Ann', lastName: 'Both', email: 'ann.both@example.com', phone: '' },
    { passcodeType: 'PERMANENT' },
  );
  const found = await db().execute<{ id: string }>(sql`select id from person where email = 'ann.both@example.com'`);
  const personId = found.rows[0]?.id ?? '';
  await giveCode({ kind: 'known', personId });
  const live = await revealDoorcodes(nextRequest(agent), { personId, doorIds: [doorId] });
  const codeOf = (isDaily: boolean) => live.find(({ day }) => (day !== null) === isDaily)?.code;
  expect(live).toHaveLength(2);
  expect(codeOf(true)).not.toBe(codeOf(false));
  const { rows } = await revealCodeSheet(nextRequest(agent), { buildingId: mine });
  expect(rows.filter((row) => row.personId === personId).map(({ code }) => code)).toEqual([codeOf(true)]);
});

test('a resident, whose code OpenKit shows to nobody, is not on the sheet', async () => {
  const email = 'rhea.resident@example.com';
  await giveCode({ kind: 'new', firstName: 'Rhea', lastName: 'Resident', email, phone: '' }, { role: 'resident' });
  const found = await db().execute<{ id: string }>(sql`select id from person where email = ${email}`);
  const personId = found.rows[0]?.id ?? '';
  const live = await revealDoorcodes(nextRequest(agent), { personId, doorIds: [doorId] });
  expect(live).toMatchObject([{ code: null, status: 'resident' }]);
  const { rows } = await revealCodeSheet(nextRequest(agent), { buildingId: mine });
  expect(rows.filter((row) => row.personId === personId)).toEqual([]);
});

test('another building, a building that does not exist, a role without codes, a stale proof: no sheet, no call', async () => {
  const calls = (await office.control.journal()).length;
  const recorded = (await entries()).length;
  const missing = { code: 'forbidden_or_missing' };
  for (const buildingId of [foreign, randomUUID()]) {
    await expect(revealCodeSheet(nextRequest(agent), { buildingId })).rejects.toMatchObject(missing);
  }
  const auditor = await sessionAs('auditor', [mine]);
  await expect(revealCodeSheet(auditor, { buildingId: mine })).rejects.toMatchObject(missing);
  const stale = { ...nextRequest(agent), isFresh: false };
  await expect(revealCodeSheet(stale, { buildingId: mine })).rejects.toMatchObject({
    params: { reason: 'proof_needed' },
  });
  expect((await office.control.journal()).length).toBe(calls);
  expect((await entries()).length).toBe(recorded);
});

test('whoever looks at too many is stopped before OpenKit is asked, the log says so once, and managers are told', async () => {
  const curious = await sessionAs('leasing_agent', [mine]);
  const held = await db().execute<{ person_id: string; door_id: string }>(sql`
    select person_id, door_id from access where building_id = ${mine} and gone_at is null limit 1`);
  const { person_id: personId = '', door_id: heldDoor = '' } = held.rows[0] ?? {};
  const look = () => revealDoorcodes(nextRequest(curious), { personId, doorIds: [heldDoor] });
  const outcomes: string[] = [];
  for (let i = 0; i < 60; i += 1)
    outcomes.push(
      await look().then(
        () => 'shown',
        (error) => error.code,
      ),
    );
  expect(new Set(outcomes)).toEqual(new Set(['shown']));
  expect((await getOverview(owner)).attention.revealLimits).toBe(0);
  const calls = (await office.control.journalTotals()).calls;
  const blocked = await Promise.allSettled([look(), look(), look()]);
  expect(blocked.map((end) => end.status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(revealCodeSheet(nextRequest(curious), { buildingId: mine })).rejects.toMatchObject({ code: 'limited' });
  expect((await office.control.journalTotals()).calls).toBe(calls);
  const denied = await db().$count(auditEntry, sql`event = 'doorcode.reveal' and phase = 'denied'`);
  expect(denied).toBe(1);
  expect((await getOverview(owner)).attention.revealLimits).toBe(1);
  expect((await getOverview(await sessionAs('building_manager', [mine]))).attention.revealLimits).toBe(1);
  expect((await getOverview(await sessionAs('building_manager', [foreign]))).attention.revealLimits).toBe(0);
  expect((await getOverview(agent)).attention.revealLimits).toBe(0);
  const here = async (building: string) => (await getOverview(owner, { portfolio: '', building })).attention;
  expect(await here(mine)).toMatchObject({ revealLimits: 1, sheetLimits: 0 });
  expect((await here(foreign)).revealLimits).toBe(0);
}, 60_000);

test('a sheet counts as the people on it', async () => {
  const printer = await sessionAs('leasing_agent', [mine]);
  const print = () => revealCodeSheet(nextRequest(printer), { buildingId: mine });
  const people = new Set((await print()).rows.map(({ personId }) => personId)).size;
  expect(people).toBeGreaterThan(1);
  for (let seen = people; seen < 60; seen += people) await print();
  await expect(print()).rejects.toMatchObject({ code: 'limited', params: { reason: 'limited_reveal' } });
  expect((await getOverview(owner)).attention).toMatchObject({ revealLimits: 1, sheetLimits: 1 });
});
