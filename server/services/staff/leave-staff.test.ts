import { randomBytes, randomUUID } from 'node:crypto';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeLink } from '#server/auth/one-time-link';
import { readRights } from '#server/auth/rights';
import type { Session } from '#server/auth/session';
import { startSession } from '#server/auth/sessions';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { building, portfolio } from '#server/db/schema/mirror';
import { plan, technician, vendor } from '#server/db/schema/plans';
import { oneTimeLink, session, staff } from '#server/db/schema/staff';
import { task } from '#server/db/schema/units';
import { sessionAs } from '../../../e2e/fixtures/back-office.ts';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { addStaff } from '../../../e2e/fixtures/sign-in-as.ts';
import { endMemberships } from './end-memberships.ts';
import { leaveStaff } from './leave-staff.ts';
import { listStaff } from './list-staff.ts';

const [portfolioId, buildingId] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let owner: Session;
let manager: Session;

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  await db().insert(portfolio).values({ id: portfolioId, name: 'North' });
  await db().insert(building).values({ id: buildingId, portfolioId, name: 'North A', address: [] });
  owner = await sessionAs('owner');
  const managerId = await addStaff(db(), { role: 'portfolio_manager', portfolioIds: [portfolioId] });
  const rights = await readRights(db(), managerId);
  if (!rights) throw new Error('no rights');
  manager = { ...owner, ...rights, sessionId: randomUUID() };
});
afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

/** A leasing agent with a task taken and one done, and a plan that goes on and one that ended. */
async function busyAgent() {
  const staffId = await addStaff(db(), { role: 'leasing_agent', buildingIds: [buildingId] });
  const made = { kind: 'keycard' as const, buildingId, createdAt: sql`now()`, assigneeId: staffId };
  const tasks = await db()
    .insert(task)
    .values([made, { ...made, doneAt: sql`now()`, doneBy: staffId }])
    .returning({ id: task.id });
  const [company] = await db().insert(vendor).values({ name: randomUUID() }).returning({ id: vendor.id });
  const [worker] = await db()
    .insert(technician)
    .values({ vendorId: company?.id ?? '', firstName: 'Comes', lastName: 'Weekly', email: 'fix@example.com' })
    .returning({ id: technician.id });
  const rule = { weekdays: [0], dates: [], exceptions: [], starts: '2040-01-01', notify: false };
  const times = { createdAt: sql`now()`, activeSince: sql`now()`, dueAt: sql`now()` };
  const rows = (['active', 'ended'] as const).map((state) => ({
    ...rule,
    ...times,
    state,
    staffId,
    technicianId: worker?.id ?? '',
    intentId: randomUUID(),
  }));
  const plans = await db().insert(plan).values(rows).returning({ id: plan.id });
  const [taken = '', done = ''] = tasks.map(({ id }) => id);
  const [going = '', ended = ''] = plans.map(({ id }) => id);
  return { staffId, taken, done, going, ended };
}

async function holdersOf({ taken, done, going, ended }: Awaited<ReturnType<typeof busyAgent>>) {
  const tasks = await db()
    .select()
    .from(task)
    .where(inArray(task.id, [taken, done]));
  const plans = await db()
    .select()
    .from(plan)
    .where(inArray(plan.id, [going, ended]));
  const holders = new Map([
    ...tasks.map(({ id, assigneeId }) => [id, assigneeId] as const),
    ...plans.map(({ id, staffId }) => [id, staffId] as const),
  ]);
  return [taken, done, going, ended].map((id) => holders.get(id));
}

async function lastEntry() {
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  return entry && { event: entry.event, objectId: entry.objectId, ...JSON.parse(entry.payload) };
}

const stateOf = async (staffId: string) => (await listStaff(manager)).find(({ id }) => id === staffId)?.state;

test('leaving frees open tasks and hands plans over to whoever ends them; what is done stays theirs', async () => {
  const agent = await busyAgent();
  await leaveStaff(manager, { staffId: agent.staffId });
  expect(await stateOf(agent.staffId)).toBe('left');
  expect(await holdersOf(agent)).toEqual([null, agent.staffId, manager.staff.id, agent.staffId]);
  expect((await lastEntry()).details).toEqual({ tasks: [agent.taken], plans: [agent.going] });
});

test('when their last day is over it is handed over by itself, once, to an owner who lasts; another day takes them back', async () => {
  const agent = await busyAgent();
  const { staffId } = agent;
  await db().transaction(async (tx) => {
    await startSession(tx, staffId, { address: '192.0.2.7', userAgent: null });
    await makeLink(tx, 'http://localhost:3000', { purpose: 'password_reset', staffId, hours: 1 });
  });
  await endMemberships(db());
  expect(await holdersOf(agent)).toEqual([staffId, staffId, staffId, staffId]);

  await db().update(staff).set({ endsAt: sql`now() - interval '1 second'` }).where(eq(staff.id, staffId));
  // Neither invited and never come, nor here for a while.
  await addStaff(db(), { role: 'owner' });
  const passing = await sessionAs('owner');
  await db()
    .update(staff)
    .set({ endsAt: sql`now() + interval '1 day'`, createdAt: sql`now() - interval '9 years'` })
    .where(eq(staff.id, passing.staff.id));
  await Promise.all([endMemberships(db()), endMemberships(db())]);
  expect(await holdersOf(agent)).toEqual([null, staffId, owner.staff.id, staffId]);
  expect(await db().$count(session, sql`staff_id = ${staffId} and ended_at is null`)).toBe(0);
  expect(await db().$count(oneTimeLink, eq(oneTimeLink.staffId, staffId))).toBe(0);
  expect(await lastEntry()).toMatchObject({
    event: 'staff.leave',
    objectId: staffId,
    actor: { kind: 'system', name: 'last day' },
    details: { tasks: [agent.taken], plans: [agent.going], endedSessions: 1, heir: owner.staff.id },
  });
  expect(await db().$count(auditEntry, eq(auditEntry.objectId, staffId))).toBe(1);
  expect(await stateOf(staffId)).toBe('ended');
  await db().update(staff).set({ endsAt: null }).where(eq(staff.id, staffId));
  expect(await readRights(db(), staffId)).toMatchObject({ staff: { role: 'leasing_agent' } });
});
