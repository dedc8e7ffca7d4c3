import { randomBytes, randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Role } from '#lib/permissions';
import { choosePasswordSchema, type LinkMade, type StaffRights } from '#lib/schemas/staff';
import { confirmFactor, startFactor } from '#server/auth/factors';
import { readRights } from '#server/auth/rights';
import { findSession, type Session } from '#server/auth/session';
import { startSession } from '#server/auth/sessions';
import { signIn } from '#server/auth/sign-in';
import { totpCode, totpStep } from '#server/auth/totp';
import { db } from '#server/db/pool';
import { auditEntry, auditPersonal } from '#server/db/schema/audit';
import { staffIdentity } from '#server/db/schema/factors';
import { building, door, portfolio } from '#server/db/schema/mirror';
import { oneTimeLink, signInAttempt, staff, staffScope } from '#server/db/schema/staff';
import { sessionAs } from '../../../e2e/fixtures/back-office.ts';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { addStaff } from '../../../e2e/fixtures/sign-in-as.ts';
import { changeStaff } from './change-staff.ts';
import { choosePassword, readPasswordLink } from './choose-password.ts';
import { inviteStaff } from './invite-staff.ts';
import { leaveStaff } from './leave-staff.ts';
import { listScopeOptions, listStaff } from './list-staff.ts';
import { endStaffSessions, resetAuthenticator, resetPassword } from './reset-staff.ts';

const secret = 'the session secret of this test, 32+';
const password = 'a much better sentence, with spaces';
const [north, south] = [randomUUID(), randomUUID()];
const [northA, northB, southA] = [randomUUID(), randomUUID(), randomUUID()];
const [lobby, gym] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let owner: Session;
let manager: Session;

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_SECRET', secret);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('DATA_KEY', randomBytes(32).toString('base64'));
  await db()
    .insert(portfolio)
    .values([
      { id: north, name: 'North' },
      { id: south, name: 'South' },
    ]);
  await db()
    .insert(building)
    .values([
      { id: northA, portfolioId: north, name: 'North A', address: [] },
      { id: northB, portfolioId: north, name: 'North B', address: [] },
      { id: southA, portfolioId: south, name: 'South A', address: [] },
    ]);
  await db()
    .insert(door)
    .values([
      { id: lobby, buildingId: northA, name: 'Lobby', kind: 'door', isActivated: true },
      { id: gym, buildingId: southA, name: 'Gym', kind: 'door', isActivated: true },
    ]);
  owner = await sessionAs('owner');
  manager = await sessionIn('portfolio_manager', { portfolioIds: [north] });
});
beforeEach(() => db().delete(signInAttempt));
afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

async function sessionIn(role: Role, places: { portfolioIds?: string[]; buildingIds?: string[] }): Promise<Session> {
  const staffId = await addStaff(db(), { role, ...places });
  const rights = await readRights(db(), staffId);
  if (!rights) throw new Error('no rights');
  return { ...owner, ...rights, sessionId: randomUUID() };
}

const nowhere = { portfolioIds: [], buildingIds: [], doorIds: [], lastDay: '' };
const rights = (role: Role, places: Partial<StaffRights> = {}): StaffRights => ({ ...nowhere, role, ...places });
let count = 0;
const invitation = (given: StaffRights) => ({ email: `new${count++}@staff.example`, name: 'New One', ...given });
const tokenOf = ({ link }: LinkMade): string =>
  new URLSearchParams(new URL(link ?? '').hash.slice(1)).get('token') ?? '';
const idOf = async (email: string): Promise<string> => {
  const [found] = await db().select({ id: staff.id }).from(staff).where(eq(staff.email, email));
  return found?.id ?? '';
};
const open = (staffId: string) =>
  db().transaction((tx) => startSession(tx, staffId, { address: '192.0.2.7', userAgent: null }));
const alive = (staffId: string, sessionId: string) => findSession(db(), { staffId, sessionId }, { touch: false });
const trySignIn = (email: string, typed = password) =>
  signIn(db(), secret, {
    email,
    password: typed,
    address: '192.0.2.7',
    userAgent: null,
    requestId: randomUUID(),
    previous: null,
  });
const lastEvents = async (number: number) => {
  const rows = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(number);
  return rows.reverse().map(({ event, objectId }) => [event, objectId]);
};
const missing = { code: 'forbidden_or_missing' };

test('an invite is a link that works once; its owner chooses the password and only then can sign in', async () => {
  const input = invitation(rights('leasing_agent', { buildingIds: [northA] }));
  const made = await inviteStaff(manager, input);
  expect(made).toMatchObject({ email: input.email, isMailed: false });
  const id = await idOf(input.email);
  expect(await lastEvents(1)).toEqual([['staff.invite', id]]);
  expect(await readRights(db(), id)).toMatchObject({
    staff: { role: 'leasing_agent' },
    scope: { buildingIds: [northA], portfolioIds: [], doorIds: [] },
  });
  await expect(trySignIn(input.email)).rejects.toMatchObject({ params: { reason: 'sign_in_refused' } });

  const token = tokenOf(made);
  expect(await readPasswordLink({ token })).toEqual({ email: input.email, isInvite: true });
  const used = await Promise.allSettled([1, 2, 3].map(() => choosePassword({ token, password })));
  expect(used.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(readPasswordLink({ token })).rejects.toMatchObject({ code: 'stale' });
  expect((await trySignIn(input.email)).staffId).toBe(id);
});

test('one email invited twenty times at once is one member, and one of them comes in, however often the links are used', async () => {
  const input = invitation(rights('leasing_agent', { buildingIds: [northA] }));
  const twenty = Array.from({ length: 20 });
  const invited = await Promise.allSettled(twenty.map(() => inviteStaff(manager, input)));
  const made = invited.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(made.length).toBeGreaterThan(0);
  expect(await db().$count(staff, eq(staff.email, input.email))).toBe(1);
  expect(await db().$count(staffScope, eq(staffScope.staffId, await idOf(input.email)))).toBe(1);
  const readable = await Promise.allSettled(made.map((link) => readPasswordLink({ token: tokenOf(link) })));
  const good = made.filter((_, at) => readable[at]?.status === 'fulfilled').map(tokenOf);
  expect(good).toHaveLength(1);
  const used = await Promise.allSettled(twenty.map(() => choosePassword({ token: good[0] ?? '', password })));
  expect(used.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
}, 60_000);

test('a link is worth nothing once whoever made it left or holds less; another who holds all makes it good', async () => {
  const inviter = await sessionIn('portfolio_manager', { portfolioIds: [north, south] });
  const given = rights('building_manager', { buildingIds: [southA] });
  const inputs = [invitation(given), invitation(given), invitation(rights('leasing_agent', { buildingIds: [northA] }))];
  const [one, two, inNorth] = await Promise.all(
    inputs.map(async (input) => tokenOf(await inviteStaff(inviter, input))),
  );
  const choose = (token = '') => choosePassword({ token, password });
  const isWorthless = { code: 'stale', params: { reason: 'link_used' } };

  await changeStaff(owner, { staffId: inviter.staff.id, ...rights('portfolio_manager', { portfolioIds: [north] }) });
  await expect(readPasswordLink({ token: one ?? '' })).rejects.toMatchObject(isWorthless);
  await expect(choose(one)).rejects.toMatchObject(isWorthless);
  expect((await choose(inNorth)).email).toBe(inputs[2]?.email);
  await changeStaff(owner, { staffId: await idOf(inputs[0]?.email ?? ''), ...given });
  expect((await choose(one)).email).toBe(inputs[0]?.email);

  const staffId = await idOf(inputs[2]?.email ?? '');
  const stillManager = { ...inviter, ...(await readRights(db(), inviter.staff.id)) };
  const reset = tokenOf(await resetPassword(stillManager, { staffId }));
  await leaveStaff(owner, { staffId: inviter.staff.id });
  await expect(choose(reset)).rejects.toMatchObject(isWorthless);
  await expect(choose(two)).rejects.toMatchObject(isWorthless);
  expect((await choose(tokenOf(await resetPassword(owner, { staffId })))).email).toBe(inputs[2]?.email);
});

test('of a link only the hash is kept, and it runs out', async () => {
  const made = await inviteStaff(owner, invitation(rights('owner')));
  const rows = await db().select().from(oneTimeLink);
  expect(JSON.stringify(rows)).not.toContain(tokenOf(made));
  await db().update(oneTimeLink).set({ expiresAt: sql`now() - interval '1 second'` });
  await expect(choosePassword({ token: tokenOf(made), password })).rejects.toMatchObject({ code: 'stale' });
});

test('without a link no password is hashed, however many are sent', async () => {
  // Hashes wait in a line of a hundred, and whoever comes after that is told so.
  const tries = Array.from({ length: 150 }, () => choosePassword({ token: randomUUID(), password }));
  const answers = await Promise.allSettled(tries);
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.code)).toEqual(Array(150).fill('stale'));
});

test('a password that is guessed first is refused and the link stays good', async () => {
  const made = await inviteStaff(owner, invitation(rights('owner')));
  const choose = (typed: string) => choosePassword({ token: tokenOf(made), password: typed });
  await expect(choose('Password123456789')).rejects.toMatchObject({ params: { reason: 'password_common' } });
  expect(await choose(password)).toEqual({ email: made.email });
});

test('fifteen characters, however many bytes, are enough; long ones count whole, with every space and sign', async () => {
  const input = invitation(rights('owner'));
  const token = tokenOf(await inviteStaff(owner, input));
  for (const short of ['fourteen chars', '🚪🔑🏠🌳🚲🐈🐎🌻', 'e\u0301t\u0065\u0301 a\u0300 No\u0308e\u0308l']) {
    const answer = choosePasswordSchema.safeParse({ token, password: short });
    expect(answer.error?.issues[0]?.message, short).toBe('password_too_short');
  }
  const long = `  Zwölf Türen, 🚪 cafe\u0301, \u202e\u0000 \t${'and so on for a while '.repeat(6)}`;
  expect(long.length).toBeGreaterThan(128);
  await choosePassword(choosePasswordSchema.parse({ token, password: long }));
  expect((await trySignIn(input.email, long.normalize('NFC'))).staffId).toBe(await idOf(input.email));
  for (const other of [long.trim(), long.slice(0, -1), long.slice(0, 72), long.toLowerCase()]) {
    await expect(trySignIn(input.email, other)).rejects.toMatchObject({ code: 'refused' });
  }
});

test.each<[string, StaffRights]>([
  ['a role that may more', rights('owner')],
  ['a foreign portfolio', rights('auditor', { portfolioIds: [south] })],
  ['a foreign building', rights('leasing_agent', { buildingIds: [northA, southA] })],
  ['a foreign door', rights('auditor', { doorIds: [gym] })],
  ['a place that does not exist', rights('auditor', { buildingIds: [randomUUID()] })],
])('nobody grants more than they hold: %s', async (_, given) => {
  const before = await db().$count(staff);
  await expect(inviteStaff(manager, invitation(given))).rejects.toMatchObject(missing);
  expect(await db().$count(staff)).toBe(before);
});

test('nobody grants for longer than they hold it themselves', async () => {
  const brief = await sessionIn('portfolio_manager', { portfolioIds: [north] });
  const held = rights('portfolio_manager', { portfolioIds: [north], lastDay: '2100-01-01' });
  await changeStaff(owner, { staffId: brief.staff.id, ...held });
  const mine = await sessionIn('auditor', { buildingIds: [northA] });
  const tooLong = { code: 'forbidden_or_missing', field: 'lastDay' };
  for (const lastDay of ['', '2100-01-02']) {
    const given = rights('auditor', { buildingIds: [northA], lastDay });
    await expect(inviteStaff(brief, invitation(given))).rejects.toMatchObject(tooLong);
    await expect(changeStaff(brief, { staffId: mine.staff.id, ...given })).rejects.toMatchObject(tooLong);
  }
  await inviteStaff(brief, invitation(rights('auditor', { buildingIds: [northA], lastDay: '2100-01-01' })));
});

test.each<[string, StaffRights, string]>([
  ['nowhere', rights('leasing_agent'), 'places_required'],
  ['an owner of one building', rights('owner', { buildingIds: [northA] }), 'owner_everywhere'],
  ['doors for an agent', rights('leasing_agent', { doorIds: [lobby] }), 'doors_for_auditors'],
  ['doors and buildings', rights('auditor', { doorIds: [lobby], buildingIds: [northA] }), 'doors_or_buildings'],
  ['a day that has passed', rights('auditor', { buildingIds: [northA], lastDay: '2020-01-01' }), 'end_past'],
])('rights that make no sense are refused: %s', async (_, given, reason) => {
  await expect(inviteStaff(owner, invitation(given))).rejects.toMatchObject({ params: { reason } });
});

test('only owners and portfolio managers manage staff, and only on a fresh proof', async () => {
  const agent = await sessionIn('building_manager', { buildingIds: [northA] });
  await expect(inviteStaff(agent, invitation(rights('auditor', { buildingIds: [northA] })))).rejects.toMatchObject(
    missing,
  );
  await expect(listStaff(agent)).rejects.toMatchObject(missing);
  const stale = { ...owner, isFresh: false };
  await expect(inviteStaff(stale, invitation(rights('owner')))).rejects.toMatchObject({
    params: { reason: 'proof_needed' },
  });
});

test('a manager sees and changes whom they cover whole, and nobody else', async () => {
  const mine = await sessionIn('leasing_agent', { buildingIds: [northB] });
  const both = await sessionIn('leasing_agent', { buildingIds: [northA, southA] });
  const foreign = await sessionIn('auditor', { portfolioIds: [south] });
  const nobody = await sessionIn('auditor', {});
  const seen = (await listStaff(manager)).map(({ id }) => id);
  expect(seen).toEqual(expect.arrayContaining([manager.staff.id, mine.staff.id]));
  const hidden = [owner, both, foreign, nobody].map((session) => session.staff.id);
  expect(seen.filter((id) => hidden.includes(id))).toEqual([]);
  for (const staffId of [...hidden, randomUUID()]) {
    const given = { staffId, ...rights('auditor', { buildingIds: [northA] }) };
    await expect(changeStaff(manager, given)).rejects.toMatchObject(missing);
    await expect(leaveStaff(manager, { staffId })).rejects.toMatchObject(missing);
    await expect(resetPassword(manager, { staffId })).rejects.toMatchObject(missing);
    await expect(resetAuthenticator(manager, { staffId })).rejects.toMatchObject(missing);
    await expect(endStaffSessions(manager, { staffId })).rejects.toMatchObject(missing);
  }
  await expect(resetAuthenticator(manager, { staffId: mine.staff.id })).rejects.toMatchObject(missing);
  const options = await listScopeOptions(manager);
  expect(options.portfolios.map(({ id }) => id)).toEqual([north]);
  expect(options.buildings.map(({ id }) => id).sort()).toEqual([northA, northB].sort());
});

test('S11 a change of role, place or end acts on the very next request, and is recorded with before and after', async () => {
  const agent = await sessionIn('leasing_agent', { buildingIds: [northA] });
  const staffId = agent.staff.id;
  const sessionId = await open(staffId);
  await changeStaff(owner, { staffId, ...rights('auditor', { portfolioIds: [south] }) });
  expect(await alive(staffId, sessionId)).toMatchObject({
    staff: { role: 'auditor' },
    scope: { buildingIds: [southA], portfolioIds: [south] },
  });
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  expect(JSON.parse(entry?.payload ?? '{}').details).toEqual({
    before: { role: 'leasing_agent', portfolios: [], buildings: [northA], doors: [], lastDay: null },
    after: { role: 'auditor', portfolios: [south], buildings: [], doors: [], lastDay: null },
  });
  expect(entry?.payload).not.toContain(agent.staff.email);
  await db().update(staff).set({ endsAt: sql`now() - interval '1 second'` }).where(eq(staff.id, staffId));
  expect(await alive(staffId, sessionId)).toBeNull();
});

test.each([
  ['as it is', (id: string) => id],
  ['in capitals', (id: string) => id.toUpperCase()],
])('nobody edits themselves, their id written %s', async (_, written) => {
  const staffId = written(owner.staff.id);
  const own = { code: 'refused', params: { reason: 'own_rights' } };
  await expect(changeStaff(owner, { staffId, ...rights('owner') })).rejects.toMatchObject(own);
  await expect(leaveStaff(owner, { staffId })).rejects.toMatchObject(own);
});

test('the last owner stays, also when two owners remove one another at once and a third never joined', async () => {
  await db().update(staff).set({ disabledAt: sql`now()` }).where(sql`role = 'owner' and id <> ${owner.staff.id}`);
  const second = await sessionAs('owner');
  // Invited and never come: nobody could sign in as them.
  await inviteStaff(owner, invitation(rights('owner')));
  const ends = await Promise.allSettled([
    leaveStaff(owner, { staffId: second.staff.id }),
    changeStaff(second, { staffId: owner.staff.id, ...rights('auditor', { buildingIds: [northA] }) }),
  ]);
  const refused = ends.filter((end) => end.status === 'rejected');
  expect(refused.map((end) => end.reason.params?.reason)).toEqual(['last_owner']);
  await db().delete(staffScope).where(eq(staffScope.staffId, owner.staff.id));
  const back = { role: 'owner', disabledAt: null, passwordHash: 'as before' } as const;
  await db().update(staff).set(back).where(eq(staff.id, owner.staff.id));
});

test('leaving ends sessions and links in one step; invited again, the same person starts from the beginning', async () => {
  const input = invitation(rights('building_manager', { portfolioIds: [north] }));
  const made = await inviteStaff(owner, input);
  await choosePassword({ token: tokenOf(made), password });
  const { staffId, sessionId } = await trySignIn(input.email);
  const reset = await resetPassword(owner, { staffId });
  await leaveStaff(owner, { staffId });
  expect(await alive(staffId, sessionId)).toBeNull();
  await expect(choosePassword({ token: tokenOf(reset), password })).rejects.toMatchObject({ code: 'stale' });
  await expect(trySignIn(input.email)).rejects.toMatchObject({ params: { reason: 'sign_in_refused' } });
  expect((await lastEvents(3)).slice(0, 2)).toEqual([
    ['staff.leave', staffId],
    ['session.end', sessionId],
  ]);
  await expect(resetPassword(owner, { staffId })).rejects.toMatchObject({ params: { reason: 'staff_left' } });

  const again = await inviteStaff(owner, { ...input, ...rights('auditor', { buildingIds: [southA] }) });
  expect(await idOf(input.email)).toBe(staffId);
  await expect(trySignIn(input.email)).rejects.toMatchObject({ code: 'refused' });
  await choosePassword({ token: tokenOf(again), password });
  expect((await trySignIn(input.email)).staffId).toBe(staffId);
});

test('an email address that works here already is refused, whosever it is', async () => {
  const taken = { field: 'email', params: { reason: 'email_taken' } };
  const active = invitation(rights('auditor', { buildingIds: [northA] }));
  await choosePassword({ token: tokenOf(await inviteStaff(owner, active)), password });
  await expect(inviteStaff(owner, active)).rejects.toMatchObject(taken);
  // Whoever comes by single sign-on has no password.
  const bySso = invitation(rights('auditor', { buildingIds: [northA] }));
  await inviteStaff(owner, bySso);
  await db()
    .insert(staffIdentity)
    .values({ issuer: 'https://id.example', subject: bySso.email, staffId: await idOf(bySso.email) });
  await expect(inviteStaff(owner, bySso)).rejects.toMatchObject(taken);
  const given = rights('auditor', { buildingIds: [northA] });
  await expect(inviteStaff(manager, { email: owner.staff.email, name: 'X', ...given })).rejects.toMatchObject(taken);
});

test('a newer link takes the older one’s place and works once; a reset ends sessions only once it is used', async () => {
  const input = invitation(rights('auditor', { buildingIds: [northA] }));
  await choosePassword({ token: tokenOf(await inviteStaff(owner, input)), password });
  const { staffId, sessionId } = await trySignIn(input.email);
  const first = await resetPassword(owner, { staffId });
  const second = await resetPassword(owner, { staffId });
  await expect(readPasswordLink({ token: tokenOf(first) })).rejects.toMatchObject({ code: 'stale' });
  expect(await alive(staffId, sessionId)).not.toBeNull();
  const chosen = { token: tokenOf(second), password: `${password}, and new` };
  const used = await Promise.allSettled([1, 2, 3].map(() => choosePassword(chosen)));
  expect(used.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await alive(staffId, sessionId)).toBeNull();
  await expect(trySignIn(input.email)).rejects.toMatchObject({ code: 'refused' });
});

test('a new password does not do without the code of an authenticator', async () => {
  const input = invitation(rights('auditor', { buildingIds: [northA] }));
  await choosePassword({ token: tokenOf(await inviteStaff(owner, input)), password });
  const staffId = await idOf(input.email);
  await db().transaction(async (tx) => {
    const secret = (await startFactor(tx, staffId)) ?? '';
    await confirmFactor(tx, staffId, totpCode(secret, totpStep(Date.now() / 1000)));
  });
  const chosen = `${password}, and new`;
  await choosePassword({ token: tokenOf(await resetPassword(owner, { staffId })), password: chosen });
  await expect(trySignIn(input.email, chosen)).rejects.toMatchObject({ params: { reason: 'code_required' } });
});

test('the owner may end the sessions of others', async () => {
  const agent = await sessionIn('leasing_agent', { buildingIds: [northA] });
  const sessionId = await open(agent.staff.id);
  expect(await endStaffSessions(manager, { staffId: agent.staff.id })).toEqual({ endedSessions: 1 });
  expect(await alive(agent.staff.id, sessionId)).toBeNull();
});

test('names and emails of staff stand beside the chain only', async () => {
  const input = invitation(rights('auditor', { buildingIds: [northA] }));
  await inviteStaff(owner, input);
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  expect(entry?.payload).not.toContain(input.email);
  const [beside] = await db()
    .select()
    .from(auditPersonal)
    .where(eq(auditPersonal.seq, entry?.seq ?? 0));
  expect(beside?.data).toEqual({ email: input.email, name: input.name });
});
