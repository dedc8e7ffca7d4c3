import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { getDoor } from '../doors/get-door.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { confirmDryRun } from './confirm-dry-run.ts';
import { getDryRun } from './get-dry-run.ts';
import { planMissing } from './plan-missing.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let doorIds: string[];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; buildingId: string }>(sql`
    select d.id, d.building_id as "buildingId" from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone = 'America/New_York' order by b.id, d.id limit 2`);
  doorIds = found.rows.map(({ id }) => id);
  buildingId = found.rows[0]?.buildingId ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

/** Somebody with a lease that wants a door which nobody gave them, as a replaced door leaves it. */
async function lacking(firstName: string): Promise<{ personId: string; tenancyId: string }> {
  const [home = '', other = ''] = doorIds;
  const unit = { unitId: null, buildingId, name: `Home of ${firstName}`, doorIds: [home] };
  const { unitId } = await saveUnit(nextRequest(owner), unit);
  const { operationId } = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName, lastName: 'Replaced', email: `${firstName.toLowerCase()}@example.com` },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [],
    needsKeycard: false,
  });
  await settled(owner, operationId ?? '');
  await db().execute(sql`update access_reason set door_id = ${other} where door_id = ${home} and ended_at is null`);
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { personId: tenant?.personId ?? '', tenancyId: tenant?.tenancyId ?? '' };
}

test('whoever is meant to hold a door and does not is given it, on the terms of their lease and without an invite', async () => {
  const other = doorIds[1] ?? '';
  expect((await getDoor(owner, other)).missingHolders).toBe(0);
  await lacking('Rosa');
  expect((await getDoor(owner, other)).missingHolders).toBe(1);

  const { dryRunId } = await planMissing(owner, { doorId: other });
  const shown = await getDryRun(owner, dryRunId);
  expect(shown).toMatchObject({ calls: { grant: 1, change: 0, revoke: 0 }, notified: 0, refused: 0 });
  const { operationId } = await confirmDryRun(nextRequest(owner), {
    dryRunId,
    hash: shown.hash,
    intentId: randomUUID(),
  });
  // Who is being given it lacks it no more.
  expect((await getDoor(owner, other)).missingHolders).toBe(0);
  await settled(owner, operationId ?? '');
  const held = (await office.control.user('rosa@example.com'))?.accesses ?? [];
  expect(held.find(({ doorUuid }) => doorUuid === other)).toMatchObject({ role: 'RESIDENT', revoked: null });
  expect(held.find(({ doorUuid }) => doorUuid === other)?.endTime?.slice(0, 10)).toBe('2031-07-31');
  expect((await getDoor(owner, other)).missingHolders).toBe(0);
});

type Lacking = Awaited<ReturnType<typeof lacking>>;

test.each([
  [
    'Mona',
    'she moves out',
    ({ tenancyId }: Lacking) =>
      moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [], note: '' }),
  ],
  [
    'Lena',
    'her phone is lost',
    ({ personId }: Lacking) => lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }),
  ],
])('a door that %s lacked is not given once %s, though nothing is asked for there', async (name, _, leave) => {
  const other = doorIds[1] ?? '';
  const lack = await lacking(name);
  const { dryRunId } = await planMissing(owner, { doorId: other });
  const shown = await getDryRun(owner, dryRunId);
  expect(shown.calls.grant).toBe(1);
  const left = await leave(lack);
  const { rows } = await db().execute(sql`
    select 1 from operation_item_door where operation_id = ${left.operationId} and door_id = ${other}`);
  expect(rows).toEqual([]);
  const confirmed = confirmDryRun(nextRequest(owner), { dryRunId, hash: shown.hash, intentId: randomUUID() });
  await expect(confirmed).rejects.toMatchObject({ code: 'stale', params: { reason: 'dry_run_old' } });
  if (left.operationId) await settled(owner, left.operationId);
});

test('doors of other buildings are not there', async () => {
  const elsewhere = await sessionAs('building_manager', [randomUUID()]);
  await expect(planMissing(elsewhere, { doorId: doorIds[0] ?? '' })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});
