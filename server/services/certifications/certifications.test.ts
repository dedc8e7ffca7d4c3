import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificationRow } from '#lib/schemas/certification';
import { dayOf } from '#lib/time/day';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { exportEvidence } from '../exports/export-evidence.ts';
import { getExport } from '../exports/get-export.ts';
import { addNames } from './add-names.ts';
import { decideRows } from './decide-rows.ts';
import { discardCertification } from './discard-certification.ts';
import { endMarked } from './end-marked.ts';
import { getCertification } from './get-certification.ts';
import { getEvidence } from './get-evidence.ts';
import { listCertifications } from './list-certifications.ts';
import { listCertificationsQuery, listRowsQuery } from './list-query.ts';
import { listCertificationRows } from './list-rows.ts';
import { signCertification } from './sign-certification.ts';
import { startCertification } from './start-certification.ts';

type Door = { id: string; buildingId: string; zone: string };

let office: BackOffice;
let owner: Session;
let doors: Door[];
let today: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 30, buildings: 3, now: '2026-11-25T17:00:00.000Z' });
  owner = await sessionAs('owner');
  const found = await db().execute<Door>(sql`
    select distinct on (d.building_id) d.id, d.building_id as "buildingId", b.time_zone as zone
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and b.time_zone is not null
      and not exists (select 1 from access a where a.door_id = d.id)
    order by d.building_id, d.id`);
  doors = found.rows;
  today = dayOf(await now(), door().zone);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

function door(): Door {
  const [first] = doors;
  if (!first) throw new Error('The world has no door that nobody can open.');
  return first;
}

async function give(firstName: string, passcodeType: 'PERMANENT' | 'DAILY' = 'PERMANENT'): Promise<void> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName, lastName: 'Certified', email: `${firstName}@certified.example`, phone: '' },
    doorIds: [door().id],
    terms: { passcodeType, start: await now(), end: null, shareable: false, role: 'non_resident', notify: false },
  });
  expect((await settled(owner, operationId)).state).toBe('finished');
}

async function start(session = owner): Promise<string> {
  const input = { intentId: randomUUID(), doorIds: [door().id], from: today, to: today };
  const { certificationId } = await startCertification(nextRequest(session), input);
  expect(await startCertification(nextRequest(session), input)).toEqual({ certificationId });
  return certificationId;
}

const rowsOf = async (id: string, session = owner): Promise<CertificationRow[]> =>
  (await listCertificationRows(session, listRowsQuery.parse({ id, limit: 200 }))).items;

async function rowOf(id: string, name: string): Promise<CertificationRow> {
  const row = (await rowsOf(id)).find(({ personName }) => personName === `${name} Certified`);
  if (!row) throw new Error(`${name} does not stand on the worksheet.`);
  return row;
}

async function decide(id: string, name: string, decision: 'keep' | 'end', comment = ''): Promise<void> {
  const { id: accessId, version } = await rowOf(id, name);
  await decideRows(nextRequest(owner), { certificationId: id, rows: [{ accessId, version }], decision, comment });
}

const sign = (id: string, rows: number, session = owner) =>
  signCertification(nextRequest(session), { certificationId: id, rows, note: 'Looked at with the manager.' });

test('a door is certified: everybody with a reason, one ended, one a code nobody can end, signed and fixed by the log', async () => {
  await give('Ada');
  await give('Bo', 'DAILY');
  await give('Cleo');
  const id = await start();
  expect(await rowsOf(id)).toMatchObject([
    { personName: 'Ada Certified', staffName: 'Test owner', cause: 'operation', endability: 'possible', doubts: [] },
    { personName: 'Bo Certified', passcodeType: 'DAILY', endability: 'daily' },
    { personName: 'Cleo Certified', decision: null, ending: 'not_sent', stands: 'now' },
  ]);
  await decide(id, 'Ada', 'keep', 'Works here');
  await decide(id, 'Bo', 'end');
  await expect(sign(id, 3)).rejects.toMatchObject({ params: { reason: 'certified_rows_open', count: 1 } });
  await expect(exportEvidence(nextRequest(owner), { certificationId: id })).rejects.toMatchObject({ code: 'stale' });
  await decide(id, 'Cleo', 'end', 'Moved out in October');
  expect(await getCertification(owner, { id })).toMatchObject({ rows: 3, open: 0, toEnd: 2, unsent: 1, newNames: 0 });

  const intent = { certificationId: id, intentId: randomUUID() };
  const { operationId } = await endMarked(nextRequest(owner), intent);
  expect(await endMarked(nextRequest(owner), intent)).toEqual({ operationId });
  await settled(owner, operationId);
  expect(await rowOf(id, 'Cleo')).toMatchObject({
    endOperationId: operationId,
    ending: 'confirmed',
    endability: 'over',
    stands: 'ended',
  });
  await expect(decide(id, 'Cleo', 'keep')).rejects.toMatchObject({ params: { reason: 'certified_row_sent' } });

  const { hash } = await sign(id, 3);
  const { evidence, entries, ...printed } = await getEvidence(owner, { id });
  expect(printed.hash).toBe(hash);
  expect(evidence.rows.map(({ person, decision, comment }) => [person, decision, comment])).toEqual([
    ['Ada Certified', 'Keep', 'Works here'],
    ['Bo Certified', 'End: a day code, which nobody can revoke', ''],
    ['Cleo Certified', 'End: ended, confirmed by OpenKit', 'Moved out in October'],
  ]);
  expect(evidence.signature).toMatchObject({ by: 'Test owner', role: 'Owner', note: 'Looked at with the manager.' });
  expect(evidence.couldNotSee.join(' ')).toContain('not visible to us');
  expect(evidence.publicKey).toContain('BEGIN PUBLIC KEY');

  const exported = await exportEvidence(nextRequest(owner), { certificationId: id });
  expect(exported.count).toBe(3);
  const file = await (await getExport(owner, exported)).text();
  expect(createHash('sha256').update(file).digest('hex')).toBe(hash);
  const taken = await db().execute<{ payload: string }>(sql`
    select payload from audit_entry where event = 'export.create' and object_id = ${exported.id}`);
  expect(JSON.parse(taken.rows[0]?.payload ?? '{}')).toMatchObject({
    details: { list: 'evidence', format: 'json', count: 3, certificationId: id },
  });
  const logged = await db().execute<{ payload: string }>(
    sql`select payload from audit_entry where seq = ${entries[0]}`,
  );
  expect(JSON.parse(logged.rows[0]?.payload ?? '{}')).toMatchObject({ details: { hash, rows: 3, ended: 1 } });
});

test('once signed it stays as it is: for staff, and for whoever writes to the tables', async () => {
  const { items } = await listCertifications(owner, listCertificationsQuery.parse({ state: 'signed' }));
  expect((await listCertifications(owner, listCertificationsQuery.parse({ q: '-' }))).items).toEqual([]);
  const id = items[0]?.id ?? '';
  expect(items).toMatchObject([{ rows: 3, open: 0, signedBy: 'Test owner' }]);
  await expect(decide(id, 'Ada', 'end')).rejects.toMatchObject({ params: { reason: 'certification_signed' } });
  await expect(addNames(owner, { certificationId: id })).rejects.toMatchObject({ code: 'stale' });
  await expect(sign(id, 3)).rejects.toMatchObject({ code: 'stale' });
  for (const change of [
    sql`update certification set evidence = '{}' where id = ${id}`,
    sql`update certification_row set comment = 'x' where certification_id = ${id}`,
    sql`delete from certification_row where certification_id = ${id}`,
    sql`delete from certification_door where certification_id = ${id}`,
  ]) {
    await expect(db().execute(change)).rejects.toMatchObject({ cause: { message: expect.stringContaining('signed') } });
  }
});

test('two people at once: nobody overwrites what they have not seen, and names that came since are added, not lost', async () => {
  const id = await start();
  const seen = await rowOf(id, 'Ada');
  const colleague = await sessionAs('building_manager', [door().buildingId]);
  const rows = [{ accessId: seen.id, version: seen.version }];
  await decideRows(colleague, { certificationId: id, rows, decision: 'keep' });
  await expect(decideRows(owner, { certificationId: id, rows, decision: 'end' })).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'certified_row_changed', by: 'Test building_manager' },
  });
  expect(await rowOf(id, 'Ada')).toMatchObject({ decision: 'keep', decidedBy: 'Test building_manager' });

  await give('Dana');
  expect(await getCertification(owner, { id })).toMatchObject({ newNames: 1 });
  const before = await rowsOf(id);
  for (const { id: accessId, version, decision } of before) {
    if (decision === null) {
      await decideRows(owner, { certificationId: id, rows: [{ accessId, version }], decision: 'keep' });
    }
  }
  await expect(sign(id, before.length)).rejects.toMatchObject({ params: { reason: 'certified_new_names' } });
  expect(await addNames(owner, { certificationId: id })).toEqual({ added: 1 });
  await expect(sign(id, before.length)).rejects.toMatchObject({ params: { reason: 'certified_rows_added' } });
  expect(await rowOf(id, 'Ada')).toMatchObject({ decision: 'keep' });
  expect(await rowOf(id, 'Dana')).toMatchObject({ decision: null });
});

test('an auditor keeps, asks for an end and signs, but ends nothing', async () => {
  const auditor = await sessionAs('auditor', [door().buildingId]);
  const id = await start(auditor);
  const rows = await rowsOf(id, auditor);
  const seen = rows.map(({ id: accessId, version }) => ({ accessId, version }));
  await decideRows(auditor, { certificationId: id, rows: seen, decision: 'end', comment: 'Nobody could say why' });
  await expect(endMarked(auditor, { certificationId: id, intentId: randomUUID() })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  expect(await getCertification(auditor, { id })).toMatchObject({ mayManage: true, mayEnd: false });
  await sign(id, rows.length, auditor);
  const { evidence } = await getEvidence(auditor, { id });
  expect(evidence.rows.find(({ person }) => person === 'Ada Certified')?.decision).toBe('End: asked for, not sent');
  expect(evidence.signature).toMatchObject({ role: 'Auditor' });
});

test('S06: a worksheet is seen only by whoever may see all of its doors', async () => {
  const [here, there] = doors;
  if (!here || !there) throw new Error('The world has one building only.');
  await db().execute(sql`update building set time_zone = ${here.zone} where id = ${there.buildingId}`);
  const input = { intentId: randomUUID(), doorIds: [here.id, there.id], from: today, to: today };
  const { certificationId } = await startCertification(nextRequest(owner), input);
  const manager = await sessionAs('building_manager', [here.buildingId]);
  for (const ask of [
    () => getCertification(manager, { id: certificationId }),
    () => getEvidence(manager, { id: certificationId }),
    () => rowsOf(certificationId, manager),
    () => addNames(manager, { certificationId }),
    () => startCertification(manager, { ...input, intentId: randomUUID() }),
  ]) {
    await expect(ask()).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  }
  const { items } = await listCertifications(manager, listCertificationsQuery.parse({}));
  expect(items.map(({ id }) => id)).not.toContain(certificationId);
});

test('S06: the log of a building has the rows of a worksheet there, not those of the others', async () => {
  const [here, there] = doors;
  if (!here || !there) throw new Error('The world has one building only.');
  await db().execute(sql`update building set time_zone = ${here.zone} where id = ${there.buildingId}`);
  const input = { doorIds: [here.id, there.id], from: today, to: today };
  const start = async () =>
    (await startCertification(nextRequest(owner), { ...input, intentId: randomUUID() })).certificationId;
  const [kept, discarded] = [await start(), await start()];
  const standing = await rowsOf(kept);
  expect(standing.length).toBeGreaterThan(0);
  expect(standing.every(({ doorId }) => doorId === here.id)).toBe(true);
  for (const certificationId of [kept, discarded]) {
    const rows = standing.map(({ id: accessId, version }) => ({ accessId, version }));
    await decideRows(nextRequest(owner), { certificationId, rows, decision: 'keep', comment: '' });
  }
  await sign(kept, standing.length);
  await discardCertification(nextRequest(owner), { certificationId: discarded });
  const told = async (certificationId: string, event: string, name: string) => {
    const found = await db().execute<{ building: string; n: number }>(sql`
      select building_id as building, (payload::jsonb->'details'->>${name})::int as n from audit_entry
      where object_id = ${certificationId} and event = ${`certification.${event}`}`);
    return Object.fromEntries(found.rows.map(({ building, n }) => [building, n]));
  };
  const apart = { [here.buildingId]: standing.length, [there.buildingId]: 0 };
  expect(await told(kept, 'start', 'rows')).toEqual(apart);
  expect(await told(kept, 'sign', 'rows')).toEqual(apart);
  expect(await told(discarded, 'discard', 'decided')).toEqual(apart);
});

test('days that run backwards, or of doors in two zones or none, are refused', async () => {
  const input = { intentId: randomUUID(), doorIds: [door().id], from: today, to: today };
  const refusedFor = (reason: string) => ({ code: 'invalid', params: { reason } });
  await expect(startCertification(owner, { ...input, to: '2026-11-01' })).rejects.toMatchObject(
    refusedFor('certified_days_reversed'),
  );
  const zoneless = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id where b.time_zone is null limit 1`);
  const other = doors.at(-1)?.id ?? '';
  await db().execute(sql`
    update building set time_zone = 'Asia/Tokyo' where id = (select building_id from door where id = ${other})`);
  await expect(startCertification(owner, { ...input, doorIds: [door().id, other] })).rejects.toMatchObject(
    refusedFor('certified_zones_differ'),
  );
  for (const { id } of zoneless.rows) {
    await expect(startCertification(owner, { ...input, doorIds: [id] })).rejects.toMatchObject(
      refusedFor('certified_zone_unknown'),
    );
  }
});

test('a worksheet started by mistake is discarded, unless something was ended through it or it is signed', async () => {
  const [mistake, acted] = [await start(), await start()];
  await decide(mistake, 'Ada', 'keep');
  await discardCertification(nextRequest(owner), { certificationId: mistake });
  await expect(getCertification(owner, { id: mistake })).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  const logged = await db().execute<{ details: unknown }>(sql`
    select payload::jsonb->'details' as details from audit_entry
    where event = 'certification.discard' and object_id = ${mistake}`);
  expect(logged.rows).toMatchObject([{ details: { decided: 1, doorIds: [door().id] } }]);

  await db().execute(sql`
    update certification_row set operation_id = ${randomUUID()} where certification_id = ${acted} and access_id =
      (select min(access_id::text)::uuid from certification_row where certification_id = ${acted})`);
  await expect(discardCertification(owner, { certificationId: acted })).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'certified_in_part' },
  });
  const signed = await db().execute<{ id: string }>(sql`
    select id from certification where signed_at is not null limit 1`);
  await expect(discardCertification(owner, { certificationId: signed.rows[0]?.id ?? '' })).rejects.toMatchObject({
    params: { reason: 'certification_signed' },
  });
});

test('OpenKit takes both of two accesses to one door, so one of them alone is not ended', async () => {
  const id = await start();
  const ada = await rowOf(id, 'Ada');
  await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind, start_key,
      starts_at, doorcode_status)
    select person_id, person_name, person_sort, door_id, building_id, 'PERMANENT', 'user', 'again', starts_at, 'valid' from access where id = ${ada.id}`);
  const second = await db().execute<{ id: string }>(sql`select id from access where start_key = 'again'`);
  await db().execute(sql`
    insert into certification_row (certification_id, access_id, person_id, door_id, answer)
    select ${id}, ${second.rows[0]?.id}, person_id, door_id, answer from certification_row
    where certification_id = ${id} and access_id = ${ada.id}`);
  await decideRows(owner, {
    certificationId: id,
    rows: [{ accessId: ada.id, version: ada.version }],
    decision: 'end',
  });
  await expect(endMarked(owner, { certificationId: id, intentId: randomUUID() })).rejects.toMatchObject({
    params: { reason: 'certified_pair_kept', person: 'Ada Certified' },
  });
  await db().execute(sql`delete from certification_row where access_id = ${second.rows[0]?.id}`);
  await db().execute(sql`delete from access where start_key = 'again'`);
});

test('what is signed says when its names were read, not when it was signed: one of them has lost the door since', async () => {
  await give('Nell');
  const id = await start();
  const rows = await rowsOf(id);
  const seen = rows.map(({ id: accessId, version }) => ({ accessId, version }));
  await decideRows(nextRequest(owner), { certificationId: id, rows: seen, decision: 'keep' });
  const readAt = (await getEvidence(owner, { id })).evidence.readAt;
  await office.control.advanceClock('PT1H');
  const { personId } = await rowOf(id, 'Nell');
  const revocation = { intentId: randomUUID(), personId, doorIds: [door().id] };
  await settled(owner, (await revokeAccess(nextRequest(owner), revocation)).operationId);
  await sign(id, rows.length);
  const { evidence } = await getEvidence(owner, { id });
  expect(evidence.rows.find(({ person }) => person === 'Nell Certified')).toMatchObject({ opensUntil: null });
  expect(evidence.readAt).toBe(readAt);
  expect(Date.parse(evidence.signature?.at ?? '') - Date.parse(readAt)).toBeGreaterThanOrEqual(3_600_000);
  expect(evidence.couldNotSee.at(-1)).toContain(`the first at ${evidence.startedAt}`);
});
