import { randomUUID } from 'node:crypto';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { genesisHash } from '#server/audit/chain';
import { auditKey } from '#server/audit/key';
import { fromAddress } from '#server/audit/origin';
import { provePage } from '#server/audit/prove-page';
import { verifyChain } from '#server/audit/verify';
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
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { planOnboarding } from '../dry-runs/plan-onboarding.ts';
import { exportList } from '../exports/export-list.ts';
import { eraseRecorded } from './erase-recorded.ts';
import { getActivityEntry } from './get-activity-entry.ts';
import { listActivity } from './list-activity.ts';
import { listActivityQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;
let door: { id: string; building_id: string };

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const doors = await db().execute<typeof door>(
    sql`select id, building_id from door where kind = 'door' and is_activated order by id limit 1`,
  );
  door = doors.rows[0] ?? { id: '', building_id: '' };
});
afterAll(() => office.stop());

/** Gives and takes a door: entries while nobody knew the person's id, and after. */
async function comeAndGo(firstName: string): Promise<{ id: string; email: string }> {
  const email = `${firstName}.${randomUUID()}@example.com`.toLowerCase();
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName, lastName: 'Forgotten', email, phone: '' },
    doorIds: [door.id],
    terms: { ...endless, start: await now(), notify: false },
    note: `${firstName} repairs it`,
  });
  const id = (await settled(owner, operationId)).people[0]?.id ?? '';
  const revoked = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId: id,
    doorIds: [door.id],
  });
  await settled(owner, revoked.operationId);
  return { id, email };
}

async function besideOf(email: string): Promise<number> {
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from audit_personal where data::text like ${`%${email}%`}`,
  );
  return found.rows[0]?.count ?? 0;
}

test('an erased person is nowhere in the log, others are, and the log verifies as before', async () => {
  const [rosa, tom] = [await comeAndGo('Rosa'), await comeAndGo('Tom')];
  expect(await besideOf(rosa.email)).toBeGreaterThan(1);
  const kept = await besideOf(tom.email);
  const before = await db().select().from(auditEntry).orderBy(asc(auditEntry.seq));
  const { erased } = await eraseRecorded(nextRequest(owner), { personId: rosa.id });
  expect(erased).toBeGreaterThan(1);
  expect(await besideOf(rosa.email)).toBe(0);
  expect(await besideOf('Rosa')).toBe(0);
  expect(await besideOf(tom.email)).toBe(kept);
  const after = await db().select().from(auditEntry).orderBy(asc(auditEntry.seq));
  expect(after.slice(0, before.length)).toEqual(before);
  expect(verifyChain(after, auditKey().publicKeyPem)).toMatchObject({ ok: true });
  const { items } = await listActivity(owner, listActivityQuery.parse({ limit: 200, person: rosa.id }));
  expect(items[0]).toMatchObject({ event: 'audit.erase', actor: { name: 'Test owner' } });
  const intent = items.find(({ phase }) => phase === 'intent');
  expect((await getActivityEntry(owner, Number(intent?.id))).personal).toEqual({ state: 'erased', data: {} });
  expect((await getActivityEntry(owner, Number(items[0]?.id))).details).toEqual({
    count: erased,
    seqs: expect.arrayContaining([Number(intent?.id)]),
    recipients: 2,
  });
});

/** Names, addresses and search words of somebody in what we wrote down ourselves; what mirrors OpenKit is OpenKit's. */
async function writtenOf(words: string[]): Promise<number> {
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from (
      select data::text as text from audit_personal
      union all select recipient::text || person_key from operation_item
      union all select recipient::text from dry_run_row
      union all select note from access_reason
    ) written where lower(text) like any(${sql.param(words.map((word) => `%${word.toLowerCase()}%`))}::text[])`);
  return found.rows[0]?.count ?? 0;
}

test('what was typed about a person is in no row of the chain, and is erased with them', async () => {
  const [wanda, yuri] = [await comeAndGo('Wanda'), await comeAndGo('Yuri')];
  const typeAbout = async (id: string, name: string) => {
    await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: id, note: `Rang from ${name}’s office` });
    const question = { ask: `Could ${name} open it?`, person: id, doors: '', from: await now(), zone: 'UTC' };
    const search = new URLSearchParams(question);
    await exportList(nextRequest(owner), {
      selection: { kind: 'filter', list: 'answers', search: `?${search}`, excludedIds: [] },
      columns: ['doorName'],
    });
  };
  await typeAbout(wanda.id, 'Wanda');
  await typeAbout(yuri.id, 'Yuri');
  const chained = await db().select().from(auditEntry);
  expect(chained.filter(({ payload }) => /wanda|yuri/i.test(payload))).toEqual([]);
  const kept = await besideOf('Yuri');
  expect(await besideOf('Wanda')).toBe(kept);
  await eraseRecorded(nextRequest(owner), { personId: wanda.id });
  expect([await besideOf('Wanda'), await besideOf('Yuri')]).toEqual([0, kept]);
});

test('neither operations nor dry runs nor searched exports name an erased person; others are still named', async () => {
  const ursula = await comeAndGo('Ursula');
  await comeAndGo('Viktor');
  const search = (q: string) =>
    exportList(nextRequest(owner), {
      selection: { kind: 'filter', list: 'people', search: `?q=${q}`, excludedIds: [] },
      columns: ['name'],
    });
  await search('ursul');
  await search('viktor');
  await planBulk(nextRequest(owner), {
    selection: { kind: 'ids', list: 'people', ids: [ursula.id] },
    wish: { kind: 'revoke' },
  });
  const kept = await writtenOf(['viktor']);
  expect(await writtenOf(['ursul'])).toBeGreaterThan(4);
  await eraseRecorded(nextRequest(owner), { personId: ursula.id });
  expect(await writtenOf(['ursul', ursula.email])).toBe(0);
  expect(await writtenOf(['viktor'])).toBe(kept);
  const rows = await db().select().from(auditEntry).orderBy(asc(auditEntry.seq));
  expect(verifyChain(rows, auditKey().publicKeyPem)).toMatchObject({ ok: true });
});

test('a grant that OpenKit refused, when nobody knew who that was, names an erased person no more either', async () => {
  const email = `xena.${randomUUID()}@example.com`;
  const typed = { kind: 'new', firstName: 'Xena', lastName: 'Refused', email, phone: '' } as const;
  await planOnboarding(nextRequest(owner), {
    text: `First name,Last name,Email\nXena,Refused,${email.toUpperCase()}`,
    hasHeader: true,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: null, start: null, end: null },
    doorIds: [door.id],
    ...{ firstDay: null, lastDay: null, role: 'non_resident', shareable: false, notify: false },
  });
  const give = async () => {
    const { operationId } = await grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: typed,
      doorIds: [door.id],
      terms: { ...endless, start: await now(), notify: false },
    });
    return settled(owner, operationId);
  };
  const refusal = {
    match: { method: 'POST' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  };
  await office.control.addFault(refusal);
  expect((await give()).doors).toMatchObject([{ state: 'rejected' }]);
  const personId = (await give()).people[0]?.id ?? '';
  const unnamed = () => db().$count(sql`operation_item`, sql`person_id is null and person_key = ${email}`);
  expect(await unnamed()).toBe(1);
  await db().execute(
    sql`update operation_item set state = 'queued', due_at = 'infinity' where person_id is null and person_key = ${email}`,
  );
  await expect(eraseRecorded(nextRequest(owner), { personId })).rejects.toMatchObject({ code: 'stale' });
  await db().execute(
    sql`update operation_item set state = 'settled' where person_id is null and person_key = ${email}`,
  );
  await eraseRecorded(nextRequest(owner), { personId });
  expect(await writtenOf(['xena', email])).toBe(0);
});

test('searches for somebody by phone are erased however the number was typed', async () => {
  const paula = await comeAndGo('Paula');
  await db().execute(sql`update person set phone = '+12125550199' where id = ${paula.id}`);
  for (const q of ['(212) 555-0199', '001 212 555 0199', '212.555.0199', '(212) 555-0198']) {
    await exportList(nextRequest(owner), {
      selection: { kind: 'filter', list: 'people', search: `?${new URLSearchParams({ q })}`, excludedIds: [] },
      columns: ['name'],
    });
  }
  await eraseRecorded(nextRequest(owner), { personId: paula.id });
  const { rows } = await db().execute<{ q: string }>(sql`
    select data->>'q' as q from audit_personal where data->>'q' like '%212%'`);
  expect(rows).toEqual([{ q: '(212) 555-0198' }]);
});

test('where a member of staff acted from stays, as do entries about staff who share the email; the log is whole', async () => {
  const office = '192.0.2.44';
  const rita = await fromAddress(office, () => comeAndGo('Rita'));
  const member = { staffId: owner.staff.id, kind: 'staff' } as const;
  const write = (input: Pick<AuditInput, 'event' | 'actor' | 'object'>) =>
    fromAddress(office, () =>
      db().transaction((tx) =>
        appendAudit(tx, { ...input, phase: 'done', requestId: randomUUID(), personal: { email: rita.email } }),
      ),
    );
  await db().execute(sql`update staff set email = ${rita.email} where id = ${owner.staff.id}`);
  await write({ event: 'session.start', actor: member, object: { type: 'session', id: randomUUID() } });
  await write({ event: 'session.refuse', actor: { kind: 'anonymous' } });
  const [{ strangers } = { strangers: 0 }] = await recordedAt(office);
  await eraseRecorded(nextRequest(owner), { personId: rita.id });
  const { items } = await listActivity(owner, listActivityQuery.parse({ limit: 200, person: rita.id }));
  const acts = items.filter(({ event, phase }) => event === 'access.revoke' && phase === 'intent');
  expect(acts).toHaveLength(1);
  expect(await besideOf(rita.email)).toBe(1);
  for (const { id } of acts) {
    const { personal, defect } = await getActivityEntry(owner, Number(id));
    expect({ personal, defect }).toEqual({ personal: { state: 'erased', data: { address: office } }, defect: null });
  }
  expect(await recordedAt(office)).toMatchObject([{ strangers: strangers - 1 }]);
  expect(await provedLog()).toEqual([]);
  await db().execute(sql`delete from audit_personal where data = ${JSON.stringify({ address: office })}::jsonb`);
  expect(await provedLog()).toContain(Number(acts[0]?.id));
});

const recordedAt = async (address: string) =>
  (
    await db().execute<{ strangers: number }>(sql`
      select count(*) filter (where e.staff_id is null)::int as strangers
      from audit_personal beside join audit_entry e using (seq) where beside.data->>'address' = ${address}`)
  ).rows;

/** Rows whose personal data is gone and was not erased. */
async function provedLog(): Promise<number[]> {
  const { verdict, bared } = await provePage(db(), auditKey(), { seq: 0, hash: genesisHash });
  expect(verdict).toMatchObject({ ok: true });
  return bared;
}

test('while something is to be sent for somebody they are not erased', async () => {
  const wanda = await comeAndGo('Wanda');
  await db().execute(
    sql`update operation_item set state = 'queued', due_at = 'infinity' where person_id = ${wanda.id}`,
  );
  const underWay = { code: 'stale', params: { reason: 'operation_under_way' } };
  await expect(eraseRecorded(nextRequest(owner), { personId: wanda.id })).rejects.toMatchObject(underWay);
  await db().execute(sql`update operation_item set state = 'settled' where person_id = ${wanda.id}`);
});

test('nobody but an owner erases, and nobody that does not exist', async () => {
  const ned = await comeAndGo('Ned');
  const missing = expect.objectContaining({ code: 'forbidden_or_missing' });
  for (const role of ['portfolio_manager', 'building_manager', 'leasing_agent', 'auditor'] as const) {
    const session = await sessionAs(role, [door.building_id]);
    await expect(eraseRecorded(session, { personId: ned.id })).rejects.toEqual(missing);
  }
  await expect(eraseRecorded(nextRequest(owner), { personId: randomUUID() })).rejects.toEqual(missing);
  expect(await besideOf(ned.email)).toBeGreaterThan(1);
});
