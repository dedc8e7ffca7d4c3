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
import { getDoor } from '../doors/get-door.ts';
import { moveIn } from '../tenancies/move-in.ts';
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

test('whoever is meant to hold a door and does not is given it, on the terms of their lease and without an invite', async () => {
  const [home = '', other = ''] = doorIds;
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: '9Z', doorIds: [home] });
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Rosa', lastName: 'Replaced', email: 'rosa.replaced@example.com' },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [],
    needsKeycard: false,
  });
  await settled(owner, moved.operationId ?? '');
  expect((await getDoor(owner, home)).missingHolders).toBe(0);
  // As a replaced door leaves it: the lease wants a door that nobody gave her.
  await db().execute(sql`update access_reason set door_id = ${other} where door_id = ${home}`);
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
  const held = (await office.control.user('rosa.replaced@example.com'))?.accesses ?? [];
  expect(held.find(({ doorUuid }) => doorUuid === other)).toMatchObject({ role: 'RESIDENT', revoked: null });
  expect(held.find(({ doorUuid }) => doorUuid === other)?.endTime?.slice(0, 10)).toBe('2031-07-31');
  expect((await getDoor(owner, other)).missingHolders).toBe(0);
});

test('doors of other buildings are not there', async () => {
  const elsewhere = await sessionAs('building_manager', [randomUUID()]);
  await expect(planMissing(elsewhere, { doorId: doorIds[0] ?? '' })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
});
