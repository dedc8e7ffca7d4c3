import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BulkWish } from '#lib/schemas/dry-run';
import type { Selection } from '#lib/schemas/selection';
import { addDays, addMonths, dayOf, dayWindow } from '#lib/time/day';
import { addMs, type Instant } from '#lib/time/instant';
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
import { countAccesses } from '../accesses/list-accesses.ts';
import { countAccessesQuery } from '../accesses/list-query.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { getOverview } from '../overview/get-overview.ts';
import { countEnding, listEnding } from './list-ending.ts';
import { listEndingQuery } from './list-query.ts';

type Place = { id: string; building_id: string; zone: string };
const dayMs = 86_400_000;

let office: BackOffice;
let owner: Session;
let at: Instant;
let home: Place;

beforeAll(async () => {
  office = await startBackOffice({ people: 60, buildings: 2, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  at = await now();
  const found = await db().execute<Place>(sql`
    select d.id, d.building_id, b.time_zone as zone from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and d.accessibility = 'private'
      and b.time_zone is not null order by d.id limit 1`);
  if (!found.rows[0]) throw new Error('The world has no private door.');
  home = found.rows[0];
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

type Given = {
  end?: Instant | null;
  role?: 'resident' | 'non_resident';
  type?: 'PERMANENT' | 'DAILY';
  start?: Instant;
};

async function give(name: string, { end = null, role = 'non_resident', type = 'PERMANENT', start = at }: Given) {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: name, lastName: 'Runs', email: `${name}@runs.example`, phone: '' },
    doorIds: [home.id],
    terms: { passcodeType: type, start, end, shareable: false, role, notify: true },
  });
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

const rows = async (show: string, session = owner) =>
  (await listEnding(session, listEndingQuery.parse({ show, limit: 200, q: 'runs' }))).items;
const people = async (show: string) => (await rows(show)).map(({ personId }) => personId);

test('each view holds what its name says, counted alike', async () => {
  const soon = await give('soon', { end: addMs(at, 3 * dayMs) });
  const later = await give('later', { end: addMs(at, 20 * dayMs), role: 'resident' });
  const far = await give('far', { end: addMs(at, 60 * dayMs) });
  const endless = await give('endless', {});
  const tenant = await give('tenant', { role: 'resident' });
  const today = await give('today', { type: 'DAILY' });
  const tomorrow = await give('tomorrow', { type: 'DAILY', start: addMs(at, dayMs) });
  expect(await people('ends7')).toEqual(expect.arrayContaining([soon]));
  expect(await people('ends7')).not.toContain(later);
  expect(await people('ends30')).toEqual(expect.arrayContaining([soon, later]));
  expect(await people('ends90')).toEqual(expect.arrayContaining([soon, later, far]));
  const guest = await give('guest', { start: addMs(at, dayMs), end: addMs(at, 2 * dayMs) });
  expect(await people('ends7')).toContain(guest);
  const { count } = await countEnding(owner, listEndingQuery.parse({ show: 'ends7' }));
  expect(await countAccesses(owner, countAccessesQuery.parse({ ends: 'ends7' }))).toMatchObject({ count });
  expect((await getOverview(owner)).attention.endingSoon).toBe(count);
  const nextYear = await give('nextyear', { start: addMs(at, 300 * dayMs), end: addMs(at, 302 * dayMs) });
  expect(await people('ends90')).not.toContain(nextYear);
  expect(await people('own')).toEqual([later]);
  expect(await people('endless')).toEqual([endless]);
  expect(await people('today')).toEqual([today]);
  expect(await people('tomorrow')).toEqual([tomorrow]);
  expect(await countEnding(owner, listEndingQuery.parse({ show: 'ends90', q: 'runs' }))).toMatchObject({
    count: (await people('ends90')).length,
  });

  expect(await people('lease')).toEqual([]);
  const unit = await db().execute<{ id: string }>(sql`
    insert into unit (building_id, name) values (${home.building_id}, 'Runs 1') returning id`);
  const leaseEnd = addDays(dayOf(at, home.zone), 10);
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_end)
    values (${randomUUID()}, ${unit.rows[0]?.id}, ${home.building_id}, ${tenant}, ${tenant}, 'Tenant', ${leaseEnd})`);
  expect(await people('lease')).toEqual([tenant]);

  const ofTenant = sql`person_id = ${tenant}`;
  const endLease = (endedAt: Instant) =>
    db().execute(sql`update tenancy set lease_end = null, ended_at = ${endedAt} where ${ofTenant}`);
  await endLease(addMs(at, -40 * dayMs));
  expect(await people('lease')).toEqual([]);
  await endLease(addMs(at, 3_600_000));
  expect(await people('lease')).toEqual([tenant]);
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name)
    select gen_random_uuid(), unit_id, building_id, person_id, person_key, person_name from tenancy where ${ofTenant}`);
  expect(await people('lease')).toEqual([]);
});

test.each(['America/New_York', 'Pacific/Auckland'])(
  'in %s an access may last as long as the last day of the lease and its grace, and no day longer',
  async (zone) => {
    const inZone = (name: string) =>
      db().execute(sql`update building set time_zone = ${name} where id = ${home.building_id}`);
    await inZone(zone);
    const lastDay = addDays(dayOf(at, zone), 40);
    const endOf = (daysAfter: number) => dayWindow(addDays(lastDay, daysAfter), zone).end;
    const name = zone.replace(/\W/g, '');
    const tenants = await Promise.all([0, 1, 3, 4].map((days) => give(`${name}${days}`, { end: endOf(days) })));
    const unit = await db().execute<{ id: string }>(sql`
      insert into unit (building_id, name) values (${home.building_id}, ${name}) returning id`);
    await db().execute(sql`
      insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_end)
      select gen_random_uuid(), ${unit.rows[0]?.id}, ${home.building_id}, id, id, 'Tenant', ${lastDay}
      from unnest(${sql.param(tenants)}::uuid[]) id`);
    const daysOver = async () => {
      const shown = await people('lease');
      return [0, 1, 3, 4].filter((_, place) => shown.includes(tenants[place] ?? ''));
    };
    expect(await daysOver()).toEqual([1, 3, 4]);
    await db().execute(sql`
      insert into building_rules (building_id, move_in_hour, move_out_hour, grace_days)
      values (${home.building_id}, 9, 17, 3)`);
    expect(await daysOver()).toEqual([4]);
    await db().execute(sql`delete from building_rules where building_id = ${home.building_id}`);
    await inZone(home.zone);
  },
);

const endingOf = (chosen: { id: string }[]): Selection => ({
  kind: 'ids',
  list: 'ending',
  ids: chosen.map(({ id }) => id),
});

async function carryOut(selection: Selection, wish: BulkWish) {
  const { dryRunId } = await planBulk(nextRequest(owner), { selection, wish });
  const { hash, refused } = await getDryRun(owner, dryRunId);
  const { operationId } = await confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() });
  return { refused, doors: (await settled(owner, operationId ?? '')).doors };
}

const endsOf = async (id: string) =>
  (await db().execute<{ end: Instant | null }>(sql`select ends_at as "end" from access where id = ${id}`)).rows;

test('chosen accesses are extended in one operation, each end a calendar year on; what cannot be is said', async () => {
  const chosen = (await rows('ends30')).filter(({ personName }) => ['soon Runs', 'later Runs'].includes(personName));
  const daily = await rows('today');
  const { refused, doors } = await carryOut(endingOf([...chosen, ...daily]), {
    kind: 'extend',
    end: { kind: 'later', months: 12 },
  });
  expect(refused).toBe(daily.length);
  expect(doors.map(({ state }) => state)).toEqual(['applied', 'applied']);
  for (const { id, end } of chosen) {
    expect(await endsOf(id)).toEqual([{ end: end && addMonths(end, 12, home.zone) }]);
  }
});

test('what never ends gets an end, or is ended; out of scope by nobody', async () => {
  const [endless] = await rows('endless');
  const selection = endingOf(endless ? [endless] : []);
  const stranger = await sessionAs('leasing_agent', [randomUUID()]);
  const revoke = { selection, wish: { kind: 'revoke' as const } };
  await expect(planBulk(nextRequest(stranger), revoke)).rejects.toMatchObject({ field: 'selection' });
  await expect(planBulk(nextRequest(await sessionAs('auditor')), revoke)).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  expect(await rows('endless', stranger)).toEqual([]);
  await carryOut(selection, { kind: 'extend', end: { kind: 'day', day: '2031-07-31' } });
  expect(await endsOf(endless?.id ?? '')).toEqual([{ end: dayWindow('2031-07-31', home.zone).end }]);
  expect(await rows('endless')).toEqual([]);
  await carryOut(selection, { kind: 'revoke' });
  const gone = await db().execute<{ isGone: boolean }>(sql`
    select gone_at is not null as "isGone" from access where id = ${endless?.id}`);
  expect(gone.rows).toEqual([{ isGone: true }]);
});
