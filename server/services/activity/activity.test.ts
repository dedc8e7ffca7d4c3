import { randomBytes, randomUUID } from 'node:crypto';
import { asc, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActivityRow } from '#lib/schemas/activity';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { auditKey, auditKeyFromSeed } from '#server/audit/key';
import { takeOver } from '#server/audit/take-over';
import { verifyChain } from '#server/audit/verify';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { createDb, db } from '#server/db/pool';
import { auditEntry, auditPersonal } from '#server/db/schema/audit';
import { logCheck } from '#server/worker/check-log';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revealDoorcodes } from '../doorcodes/reveal-doorcodes.ts';
import { readMetrics } from '../metrics/read-metrics.ts';
import { countActivity } from './count-activity.ts';
import { getActivityEntry } from './get-activity-entry.ts';
import { listActivity } from './list-activity.ts';
import { listActivityStaff } from './list-activity-staff.ts';
import { countActivityQuery, type ListActivityQuery, listActivityQuery } from './list-query.ts';
import { getLogDefect } from './log-defect.ts';
import { canLogBeRewritten, getPublicKey, listEarlierKeys } from './log-proof.ts';

type Door = { id: string; building_id: string };

let office: BackOffice;
let owner: Session;
/** Manager and auditor of building A alone. */
let manager: Session;
let auditor: Session;
let [doorA, doorB]: Door[] = [];
let personOfB = '';

const grantTo = async (session: Session, firstName: string, doorIds: string[]): Promise<string> => {
  const email = `${firstName}.${randomUUID()}@example.com`.toLowerCase();
  const { operationId } = await grantAccess(session, {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName, lastName: 'Tested', email, phone: '' },
    doorIds,
    terms: { ...endless, start: await now(), notify: false },
  });
  const { people } = await settled(owner, operationId);
  return people[0]?.id ?? '';
};

beforeAll(async () => {
  office = await startBackOffice({ people: 60, buildings: 3 });
  owner = await sessionAs('owner');
  const doors = await db().execute<Door>(sql`
    select distinct on (building_id) id, building_id from door
    where kind = 'door' and is_activated order by building_id, id limit 2`);
  [doorA, doorB] = doors.rows;
  manager = await sessionAs('building_manager', [doorA?.building_id ?? '']);
  auditor = await sessionAs('auditor', [doorA?.building_id ?? '']);
  await grantTo(manager, 'Anna', [doorA?.id ?? '']);
  personOfB = await grantTo(owner, 'Bert', [doorB?.id ?? '']);
  await revealDoorcodes(nextRequest(owner), { personId: personOfB, doorIds: [doorB?.id ?? ''] });
});
afterAll(() => office.stop());

const missing = expect.objectContaining({ code: 'forbidden_or_missing' });
const list = (session: Session, asked: Partial<ListActivityQuery> = {}) =>
  listActivity(session, listActivityQuery.parse({ limit: 200, ...asked }));
const idsOf = (rows: ActivityRow[]) => rows.map((row) => row.id);
const isOfA = (row: ActivityRow) => row.building?.id === doorA?.building_id;
const isBy = ({ staff }: Session, { actor }: ActivityRow) => actor.kind === 'staff' && actor.name === staff.name;
const record = (entry: Omit<AuditInput, 'requestId'>) =>
  db().transaction((tx) => appendAudit(tx, { requestId: randomUUID(), ...entry }));

test('an owner reads every entry, newest first, with whom and where by name', async () => {
  const { items } = await list(owner);
  const total = await db().execute<{ seq: number }>(sql`select max(seq) as seq from audit_entry`);
  expect(idsOf(items)).toEqual(Array.from({ length: total.rows[0]?.seq ?? 0 }, (_, i) => String(i + 1)).reverse());
  const reveal = items.find((row) => row.event === 'doorcode.reveal');
  expect(reveal).toMatchObject({
    phase: 'done',
    actor: { kind: 'staff', name: 'Test owner' },
    object: { type: 'person', id: personOfB, name: 'Bert Tested', isLinked: true },
    building: { id: doorB?.building_id },
    doorCount: 1,
    door: { id: doorB?.id, name: expect.stringMatching(/./) },
  });
  const intent = items.findLast((row) => row.event === 'access.grant' && row.phase === 'intent');
  expect(intent?.object).toMatchObject({ type: 'operation', name: 'Anna Tested' });
});

test('S06: someone scoped to A sees no entry of B, in list, count, filters, search or by its number', async () => {
  const all = (await list(owner)).items;
  const foreign = all.filter((row) => row.building?.id === doorB?.building_id);
  expect(foreign.length).toBeGreaterThan(2);
  for (const session of [manager, auditor]) {
    const seen = (await list(session)).items;
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every((row) => isOfA(row) || isBy(session, row))).toBe(true);
    expect(idsOf(seen).filter((id) => idsOf(foreign).includes(id))).toEqual([]);
    expect(await countActivity(session, countActivityQuery.parse({}))).toEqual({ count: seen.length, isExact: true });
    for (const asked of [
      { building: doorB?.building_id },
      { person: personOfB },
      { q: 'Bert' },
      { q: foreign[0]?.requestId },
      { staff: owner.staff.id },
    ]) {
      expect((await list(session, asked)).items).toEqual([]);
    }
    for (const { id } of foreign) await expect(getActivityEntry(session, Number(id))).rejects.toEqual(missing);
    await expect(getActivityEntry(session, 999_999)).rejects.toEqual(missing);
  }
  expect((await listActivityStaff(auditor)).map(({ id }) => id)).toEqual([manager.staff.id]);
});

test('one’s own act in a building that left one’s scope stays, without telling whom it was about', async () => {
  const gone = await sessionAs('building_manager', [doorB?.building_id ?? '']);
  const personId = await grantTo(gone, 'Carl', [doorB?.id ?? '']);
  await revealDoorcodes(gone, { personId, doorIds: [doorB?.id ?? ''] });
  const moved: Session = { ...gone, scope: { buildingIds: [doorA?.building_id ?? ''], portfolioIds: [], doorIds: [] } };
  const own = (await list(moved, { staff: gone.staff.id })).items;
  expect(own.length).toBeGreaterThan(2);
  for (const row of own) {
    expect(row.building).toBeNull();
    expect(row.object?.name ?? null).toBeNull();
    const entry = await getActivityEntry(moved, Number(row.id));
    expect(entry.personal.state).toMatch(/none|hidden/);
    expect(entry.doors.every((door) => door.name === null)).toBe(true);
    expect(entry.operationId).toBeNull();
  }
  expect(JSON.stringify(own)).not.toContain('Carl');
});

test('filters combine, find by person and by request, and count the same', async () => {
  const filters = { event: 'access.grant', outcome: 'applied', building: doorB?.building_id, q: 'bert' } as const;
  const found = (await list(owner, filters)).items;
  expect(found).toHaveLength(1);
  expect(found[0]?.object?.name).toBe('Bert Tested');
  expect(await countActivity(owner, countActivityQuery.parse(filters))).toEqual({ count: 1, isExact: true });
  const request = (await list(owner, { q: found[0]?.requestId?.toUpperCase() })).items;
  expect(request.map((row) => row.phase).sort()).toEqual(['applied', 'intent']);
});

test('days are days in UTC, the last one included', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { items } = await list(owner);
  expect((await list(owner, { from: today, to: today })).items).toHaveLength(items.length);
  expect((await list(owner, { to: '2020-01-01' })).items).toEqual([]);
  expect((await list(owner, { from: '2999-01-01' })).items).toEqual([]);
  for (const from of ['2026-02-30', '0000-01-01', '9999-12-31'])
    expect(listActivityQuery.safeParse({ from }).success).toBe(false);
});

test.each(['-at', 'at'] as const)(
  'paging by %s and back covers exactly the same entries, and a foreign cursor is refused',
  async (sort) => {
    const newestFirst = idsOf((await list(owner)).items);
    const all = sort === 'at' ? newestFirst.toReversed() : newestFirst;
    const pages: string[][] = [];
    let cursor = '';
    let back = '';
    do {
      const page = await list(owner, { sort, cursor, limit: 3 });
      pages.push(idsOf(page.items));
      cursor = page.nextCursor ?? '';
      back = page.prevCursor ?? '';
    } while (cursor);
    expect(pages.flat()).toEqual(all);
    const before = await list(owner, { sort, cursor: back, limit: 3 });
    expect(idsOf(before.items)).toEqual(pages.at(-2));
    await expect(list(owner, { sort, cursor: back, event: 'sync.start' })).rejects.toMatchObject({ field: 'cursor' });
  },
);

test('an entry shows what was recorded, personal data beside it, and what proves it', async () => {
  const intent = (await list(owner, { event: 'access.grant', outcome: 'intent' })).items.at(0);
  const entry = await getActivityEntry(owner, Number(intent?.id));
  expect(entry.details).toMatchObject({ terms: { passcodeType: 'PERMANENT', end: null } });
  expect(entry.details).not.toHaveProperty('doorIds');
  expect(entry.doors).toHaveLength(entry.doorCount);
  expect(entry.personal).toMatchObject({ state: 'shown', data: { name: expect.stringContaining('Tested') } });
  const { pem, keyId } = await getPublicKey(owner);
  expect(entry.chain.keyId).toBe(keyId);
  const rows = await db().select().from(auditEntry).orderBy(asc(auditEntry.seq));
  expect(verifyChain(rows, pem)).toMatchObject({ ok: true });
  await db()
    .delete(auditPersonal)
    .where(sql`seq = ${Number(intent?.id)}`);
  expect((await getActivityEntry(owner, Number(intent?.id))).personal).toEqual({ state: 'erased', data: {} });
});

test('S24: an entry told otherwise beside its content is named, and altered personal data is not shown', async () => {
  const [named, moved] = (await list(owner, { event: 'access.grant', outcome: 'intent' })).items.slice(-2);
  const ownerDb = createDb(office.database.ownerUrl);
  const force = (statement: SQL) => ownerDb.execute(statement);
  await force(sql`update audit_personal set data = '{"name":"Somebody Else"}' where seq = ${Number(named?.id)}`);
  await force(sql`alter table audit_entry disable trigger audit_entry_append_only`);
  await force(sql`update audit_entry set phase = 'denied' where seq = ${Number(moved?.id)}`);
  const [shownNamed, shownMoved] = await Promise.all(
    [named, moved].map((row) => getActivityEntry(owner, Number(row?.id))),
  );
  expect(shownNamed).toMatchObject({ personal: { state: 'altered' }, defect: expect.stringContaining('(personal)') });
  expect(shownMoved).toMatchObject({ isAltered: true, defect: expect.stringContaining('(phase)') });
  const altered = (await list(owner)).items.filter(({ isAltered }) => isAltered);
  expect(idsOf(altered).toSorted()).toEqual([named?.id, moved?.id].toSorted());
  expect(JSON.stringify(altered)).not.toContain('Somebody Else');
  await logCheck(db())();
  const firstBad = Math.min(Number(named?.id), Number(moved?.id));
  expect(await getLogDefect(auditor)).toMatchObject({ seq: firstBad, reason: expect.stringContaining('beside') });
  await force(sql`update audit_entry set phase = 'intent' where seq = ${Number(moved?.id)}`);
  await force(sql`alter table audit_entry enable trigger audit_entry_append_only`);
  await force(sql`delete from audit_personal where seq = ${Number(named?.id)}`);
  await ownerDb.$client.end();
  const checkWhole = async () => {
    const check = logCheck(db());
    for (const _round of ['the rows', 'the end']) await check();
    return getLogDefect(auditor);
  };
  expect(await checkWhole()).toMatchObject({ reason: expect.stringContaining('missing without an erasure') });
  const bared = await db().execute<{ seq: number }>(sql`
    select seq::float8 as seq from audit_entry e where payload::jsonb->>'commitment' is not null
      and not exists (select 1 from audit_personal beside where beside.seq = e.seq)`);
  const details = { seqs: bared.rows.map(({ seq }) => seq) };
  await record({ event: 'audit.erase', phase: 'done', actor: { kind: 'system', name: 'test' }, details });
  expect(await checkWhole()).toBeNull();
  expect((await getActivityEntry(owner, Number(moved?.id))).defect).toBeNull();
  expect((await getActivityEntry(owner, Number(named?.id))).personal).toEqual({ state: 'erased', data: {} });
});

test('S24: an entry that a stranger’s key signed is told, by the check, the entry itself and the metrics', async () => {
  const stranger = auditKeyFromSeed(randomBytes(32).toString('base64'));
  const input = { event: 'sync.start', phase: 'done', actor: { kind: 'system', name: 'test' } } as const;
  await db().transaction((tx) => appendAudit(tx, { ...input, requestId: randomUUID() }, stranger));
  const [entry] = (await list(owner)).items;
  const checkWhole = async () => {
    const check = logCheck(db());
    for (const _round of ['the rows', 'the end']) await check();
    return getLogDefect(auditor);
  };
  expect(await checkWhole()).toMatchObject({ seq: Number(entry?.id), strangeKeyId: stranger.keyId });
  expect((await getActivityEntry(owner, Number(entry?.id))).defect).toContain(stranger.keyId);
  expect(await readMetrics()).toContain('gatehouse_audit_altered 1');

  await takeOver(db(), stranger.publicKeyPem, auditKey(), 'operator');
  expect(await checkWhole()).toBeNull();
  expect(await readMetrics()).toContain('gatehouse_audit_altered 0');
  expect((await getActivityEntry(owner, Number(entry?.id))).defect).toBeNull();
  expect(await listEarlierKeys(auditor)).toMatchObject([{ keyId: stranger.keyId, seq: Number(entry?.id) }]);
  const [record] = (await list(owner, { event: 'log.take_over' })).items;
  expect(record).toMatchObject({ actor: { kind: 'system', name: 'audit:take-over' } });
});

test('a doorcode or a secret is in no answer of the log', async () => {
  const live = await revealDoorcodes(owner, { personId: personOfB, doorIds: [doorB?.id ?? ''] });
  const codes = live.flatMap(({ code }) => (code ? [code] : []));
  expect(codes.length).toBeGreaterThan(0);
  const entries = await Promise.all((await list(owner)).items.map((row) => getActivityEntry(owner, Number(row.id))));
  for (const code of codes) expect(JSON.stringify(entries)).not.toContain(`"${code}"`);
});

test('where somebody came from is for owners and for themselves', async () => {
  const personal = { email: manager.staff.email, address: '192.0.2.7' };
  const event = 'session.start';
  await record({ event, phase: 'done', actor: { kind: 'staff', staffId: manager.staff.id }, personal });
  const shown = { state: 'shown', data: personal };
  const [entry] = (await list(owner, { event, staff: manager.staff.id })).items;
  for (const reader of [owner, manager]) {
    expect((await getActivityEntry(reader, Number(entry?.id))).personal).toEqual(shown);
  }
  await expect(getActivityEntry(auditor, Number(entry?.id))).rejects.toEqual(missing);

  const about = { name: 'Ann Recorded', address: '192.0.2.7' };
  const actor = { kind: 'staff', staffId: manager.staff.id } as const;
  await record({ event: 'unit.edit', phase: 'done', actor, buildingId: doorA?.building_id, personal: about });
  const [edit] = (await list(owner, { event: 'unit.edit' })).items;
  const seenBy = async (reader: Session) => (await getActivityEntry(reader, Number(edit?.id))).personal;
  for (const reader of [owner, manager]) expect(await seenBy(reader)).toEqual({ state: 'shown', data: about });
  expect(await seenBy(auditor)).toEqual({ state: 'shown', data: { name: about.name } });
});

test('names are given as they were recorded, and entries of programs and strangers have an author', async () => {
  const name = '<img src=x onerror=alert(1)> \u202Egnp';
  await record({
    event: 'staff.manage',
    phase: 'done',
    actor: { kind: 'system', name: 'launcher' },
    object: { type: 'operation', id: randomUUID() },
    personal: { name },
  });
  await record({
    event: 'session.refuse',
    phase: 'denied',
    actor: { kind: 'anonymous' },
    personal: { email: 'x@y.z' },
  });
  const [refused, managed] = (await list(owner)).items;
  expect(refused).toMatchObject({ actor: { kind: 'anonymous' }, object: null });
  expect(managed).toMatchObject({ actor: { kind: 'system', name: 'launcher' }, object: { name } });
});

test('the log says whether the role it is served by could rewrite it', async () => {
  expect(await canLogBeRewritten(owner)).toBe(false);
});

test('who may not read the log is refused everywhere, and that is written down', async () => {
  const agent = await sessionAs('leasing_agent', [doorA?.building_id ?? '']);
  const query = listActivityQuery.parse({});
  for (const ask of [
    () => listActivity(agent, query),
    () => countActivity(agent, countActivityQuery.parse({})),
    () => getActivityEntry(agent, 1),
    () => listActivityStaff(agent),
    () => getPublicKey(agent),
    () => canLogBeRewritten(agent),
  ]) {
    await expect(ask()).rejects.toEqual(missing);
  }
  const denied = (await list(owner, { event: 'permission.deny', staff: agent.staff.id })).items;
  expect(denied).toHaveLength(6);
});
