import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportUnitsInput } from '#lib/schemas/unit-import';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { hourlyAct } from '#server/db/schema/staff';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { importUnits } from './import-units.ts';

let office: BackOffice;
let owner: Session;
let building: { id: string; name: string };
let other: { id: string; name: string };
let door: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; name: string }>(sql`select id, name from building order by name`);
  const [first, second] = found.rows;
  if (!first || !second) throw new Error('The world has no two buildings.');
  building = first;
  other = second;
  const doors = await db().execute<{ name: string }>(sql`
    select name from door where building_id = ${building.id} and accessibility = 'private' order by name limit 1`);
  door = doors.rows[0]?.name ?? '';
});
afterAll(() => office.stop());

const noResidents = { email: -1, start: -1, end: -1 };
const mapping = { unit: 0, building: 1, door: 2, ...noResidents };
const send = (text: string, more: Partial<ImportUnitsInput> = {}, session = owner) =>
  importUnits(nextRequest(session), { text, mapping, buildingId: null, apply: false, ...more });
const unitCount = async () => (await db().execute<{ count: number }>(sql`select count(*) as count from unit`)).rows[0];

test('S18 a table is reported row by row before anything is made, and made once', async () => {
  const text = `unit,building,door\nZ1,${building.name.toUpperCase()},${door}\nZ2,${building.name},No such door\nZ3,Nowhere,\nZ4,${building.name},\nZ4,${building.name},\n`;
  const expected = { newUnits: 2, known: 0, problemRows: 3 };
  const before = await unitCount();
  const report = await send(text);
  expect(report).toMatchObject({ ...expected, isApplied: false });
  expect(report.problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 row_door_unknown',
    '4 row_building_unknown',
    '6 row_twice',
  ]);
  expect(await unitCount()).toEqual(before);
  expect(await send(text, { apply: true })).toMatchObject({ ...expected, isApplied: true });
  expect(await send(text, { apply: true })).toMatchObject({ newUnits: 0, known: 2 });
  const made = await db().execute(sql`
    select u.name, d.name as door from unit u left join unit_door ud on ud.unit_id = u.id left join door d on d.id = ud.door_id
    where u.name like 'Z%' order by u.name`);
  expect(made.rows).toEqual([
    { name: 'Z1', door },
    { name: 'Z4', door: null },
  ]);
});

test('S18 who lives there is noted with the days of the lease; whoever OpenKit does not know is told by line', async () => {
  const { rows: held } = await db().execute<{ personId: string; email: string; doorName: string }>(sql`
    select a.person_id as "personId", p.email, d.name as "doorName" from access a join person p on p.id = a.person_id
    join door d on d.id = a.door_id
    where a.building_id = ${building.id} and d.accessibility = 'private' and a.role = 'resident'
      and a.granter_kind = 'partner' and a.gone_at is null and (a.ends_at is null or a.ends_at > now())
      and p.email is not null order by a.id limit 1`);
  const { rows: others } = await db().execute<{ id: string; email: string }>(sql`
    select id, email from person where email is not null and gone_at is null and id <> ${held[0]?.personId}
    order by id limit 1`);
  const { rows: doors } = await db().execute<{ name: string }>(sql`
    select name from door where building_id = ${building.id} and kind = 'door' and is_activated and gone_at is null
      and accessibility = 'private' and name <> ${held[0]?.doorName} order by id desc limit 1`);
  const text = [
    'unit,building,door,email,from,to',
    `R1,${building.name},${held[0]?.doorName},${held[0]?.email},2026-02-01,2031-01-31`,
    `R2,${building.name},${doors[0]?.name},${others[0]?.email.toUpperCase()},2026-03-01,2031-02-28`,
    `R2,${building.name},${doors[0]?.name},nobody@example.com,2026-03-01,2031-02-28`,
  ].join('\n');
  const asked = { mapping: { unit: 0, building: 1, door: 2, email: 3, start: 4, end: 5 } };
  const expected = { newUnits: 2, residents: 2, problemRows: 1 };
  const report = await send(text, asked);
  expect(report).toMatchObject(expected);
  expect(report.problems).toMatchObject([{ line: 4, reason: 'row_resident_unknown' }]);
  expect(await send(text, { ...asked, apply: true })).toMatchObject({ ...expected, isApplied: true });
  const leases = async () =>
    (
      await db().execute(sql`
        select u.name, t.person_id as "personId", t.lease_start as "from", t.lease_end as "to", (
          select count(*)::int from access_reason r where r.tenancy_id = t.id and r.ended_at is null) > 0 as "isWanted"
        from tenancy t join unit u on u.id = t.unit_id
        where u.name in ('R1', 'R2') and t.person_id in (${held[0]?.personId}, ${others[0]?.id}) order by u.name`)
    ).rows;
  const noted = [
    { name: 'R1', personId: held[0]?.personId, from: '2026-02-01', to: '2031-01-31', isWanted: true },
    { name: 'R2', personId: others[0]?.id, from: '2026-03-01', to: '2031-02-28', isWanted: true },
  ];
  expect(await leases()).toEqual(noted);
  // The same table again notes nobody twice.
  expect(await send(text, { ...asked, apply: true })).toMatchObject({ newUnits: 0, known: 2, residents: 2 });
  expect(await leases()).toEqual(noted);

  // Another table writes other dates over those: the log tells whose they were, and which.
  const changes = async () =>
    (
      await db().execute(sql`
        select object_id as "personId", building_id as "buildingId", payload::jsonb->'details' as details
        from audit_entry where event = 'tenancy.change' order by seq`)
    ).rows;
  expect(await changes()).toEqual([]);
  expect(await send(text.replace('2031-01-31', '2032-06-30'), { ...asked, apply: true })).toMatchObject({ known: 2 });
  expect(await changes()).toEqual([
    {
      personId: held[0]?.personId,
      buildingId: building.id,
      details: {
        unitId: expect.any(String),
        before: { leaseStart: '2026-02-01', leaseEnd: '2031-01-31' },
        after: { leaseStart: '2026-02-01', leaseEnd: '2032-06-30' },
      },
    },
  ]);
});

test('S18 5,000 rows are made in one go', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `M${index}`).join('\r\n');
  const report = await send(`unit\r\n${rows}`, {
    buildingId: building.id,
    mapping: { unit: 0, building: -1, door: -1, ...noResidents },
    apply: true,
  });
  expect(report).toMatchObject({ newUnits: 5000, problemRows: 0 });
});

test('S18 what is no table is refused by name', async () => {
  await expect(send('')).rejects.toMatchObject({ code: 'invalid', field: 'text', params: { reason: 'table_empty' } });
});

test('tables are read so many times an hour by each of the staff', async () => {
  const eager = await sessionAs('building_manager', [building.id]);
  const text = `unit,building,door\nL1,${building.name},`;
  await send(text, {}, eager);
  await db().update(hourlyAct).set({ times: 120 }).where(eq(hourlyAct.staffId, eager.staff.id));
  await expect(send(text, {}, eager)).rejects.toMatchObject({ code: 'limited', params: { reason: 'limited_import' } });
  expect(await send(text)).toMatchObject({ newUnits: 1 });
});

test('looking at a table wants no fresh proof, making its units does', async () => {
  const stale = { ...owner, isFresh: false };
  const text = `unit,building,door\nP1,${building.name},`;
  expect(await send(text, {}, stale)).toMatchObject({ newUnits: 1, isApplied: false });
  await expect(send(text, { apply: true }, stale)).rejects.toMatchObject({ code: 'step_up' });
});

test('S06 whoever lives beyond the scope looks like somebody nobody knows, and no lease is noted', async () => {
  const { rows } = await db().execute<{ email: string }>(sql`
    select email from person p where email is not null and gone_at is null
      and not exists (select 1 from person_building where person_id = p.id and building_id = ${building.id}) limit 1`);
  const manager = await sessionAs('building_manager', [building.id]);
  const asked = { mapping: { unit: 0, building: -1, door: -1, email: 1, start: -1, end: -1 }, buildingId: building.id };
  const reportOf = async (email: string, apply = false) => {
    const { problems, ...counts } = await send(`unit,email\nF1,${email}`, { ...asked, apply }, manager);
    return { counts, reasons: problems.map(({ reason }) => reason) };
  };
  const unknown = await reportOf('nobody.at.all@example.com');
  expect(unknown).toMatchObject({ counts: { residents: 0 }, reasons: ['row_resident_unknown'] });
  expect(await reportOf(rows[0]?.email ?? '')).toEqual(unknown);
  expect(await reportOf(rows[0]?.email ?? '', true)).toMatchObject({ counts: { residents: 0, isApplied: true } });
});

test('S06: buildings out of scope are not known, and leasing agents import nothing', async () => {
  const manager = await sessionAs('building_manager', [building.id]);
  expect((await send(`unit,building,door\nQ1,${other.name},\n`, {}, manager)).problems).toMatchObject([
    { reason: 'row_building_unknown' },
  ]);
  const missing = { code: 'forbidden_or_missing' };
  await expect(send('unit\nQ1\n', { buildingId: other.id }, manager)).rejects.toMatchObject(missing);
  const agent = await sessionAs('leasing_agent', [building.id]);
  await expect(send('unit\nQ1\n', { buildingId: building.id }, agent)).rejects.toMatchObject(missing);
});
