import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { saveUnit } from '../units/save-unit.ts';
import { confirmDryRun } from './confirm-dry-run.ts';
import { getDryRun } from './get-dry-run.ts';
import { planBulk } from './plan-bulk.ts';

const ends = '2031-07-31T00:00:00.000Z';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let doorId: string;
let otherDoorId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const { rows } = await db().execute<{ id: string; buildingId: string }>(sql`
    select d.id, d.building_id as "buildingId" from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and d.accessibility = 'private'
      and b.time_zone = 'America/New_York' order by b.id, d.id limit 2`);
  [doorId = '', otherDoorId = ''] = rows.map(({ id }) => id);
  buildingId = rows[0]?.buildingId ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');

/** Somebody new who is given both doors for some years. */
async function holder(name: string): Promise<string> {
  const given = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: {
      kind: 'new',
      firstName: name,
      lastName: 'Held',
      email: `${name.toLowerCase()}@example.com`,
      phone: '',
    },
    doorIds: [doorId, otherDoorId],
    terms: { ...endless, start: await now(), end: ends, shareable: true, notify: false },
  });
  return (await done(given)).people[0]?.id ?? '';
}

/** Plans to take the one door from them, and answers how to confirm it. */
async function planned(personId: string): Promise<() => Promise<{ operationId: string | null }>> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from access where person_id = ${personId} and door_id = ${doorId} and gone_at is null`);
  const selection = { kind: 'ids', list: 'accesses', ids: rows.map(({ id }) => id) } as const;
  const { dryRunId } = await planBulk(nextRequest(owner), { selection, wish: { kind: 'revoke' } });
  const { hash } = await getDryRun(owner, dryRunId);
  return () => confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() });
}

const extend = (personId: string, of: string) =>
  changeAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), personId, doorIds: [of], shareable: null },
    end: { kind: 'at', at: '2033-07-31T00:00:00.000Z' },
  });

async function extendUnsent(personId: string) {
  await office.stopWorker();
  return extend(personId, doorId);
}

/** A lease that ends before the access does, so that nothing is sent for it. */
async function movesIn(personId: string): Promise<void> {
  const unit = { unitId: null, buildingId, name: `Home of ${personId}`, doorIds: [doorId] };
  const { unitId } = await saveUnit(nextRequest(owner), unit);
  const moved = await moveIn(nextRequest(owner), {
    ...{ intentId: randomUUID(), unitId, person: { kind: 'known', personId }, bundleIds: [], needsKeycard: false },
    ...{ leaseStart: '2026-01-01', leaseEnd: '2030-07-31' },
  });
  expect(moved.operationId).toBeNull();
}

async function extendElsewhere(personId: string): Promise<void> {
  await office.control.moveEndElsewhere(personId, doorId, null);
  await office.stopWorker();
  await sweepNow();
  await office.startWorker();
}

test.each([
  ['a colleague is extending', extendUnsent],
  ['Mission Control extended', extendElsewhere],
  ['a lease needs', movesIn],
])('what %s since the dry run is not taken away by it', async (name, keep) => {
  const personId = await holder(name.replaceAll(' ', '-'));
  const confirm = await planned(personId);
  const kept = await keep(personId);
  await expect(confirm()).rejects.toMatchObject({ code: 'stale', params: { reason: 'dry_run_old' } });
  await office.startWorker();
  if (kept) await done(kept);
  const opens = await office.control.tryDoor(doorId, { userUuid: personId });
  expect(opens).toMatchObject({ opens: true });
});

test('what is done at other doors, or for other people, does not make it old', async () => {
  const personId = await holder('Ivo');
  const other = await holder('Ida');
  const confirm = await planned(personId);
  await done(await extend(personId, otherDoorId));
  await done(await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId: other, doorIds: [doorId] }));
  expect((await done(await confirm())).doors).toMatchObject([{ action: 'revoke', state: 'applied' }]);
});
