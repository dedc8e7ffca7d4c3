import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { advisoryLocks } from '#server/db/advisory-locks';
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

/** Resolves once so many wait for a lock of this kind. */
async function waiting(kind: 'relation' | 'advisory', many: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await db().execute(sql`
          select 1 from pg_locks where locktype = ${kind} and not granted
            and database = (select oid from pg_database where datname = current_database())`);
        return rows.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThanOrEqual(many);
}

test('nor is what a lease needs that was noted while the dry run was being worked out', async () => {
  const personId = await holder('Una');
  const planning = await db().transaction(async (tx) => {
    await tx.execute(sql`lock table dry_run in share mode`);
    const begun = planned(personId);
    await waiting('relation', 1);
    await movesIn(personId);
    return { begun };
  });
  const confirm = await planning.begun;
  await expect(confirm()).rejects.toMatchObject({ code: 'stale', params: { reason: 'dry_run_old' } });
});

test('a dry run knows of what was just being accepted when it began', async () => {
  const personId = await holder('Ada');
  await office.stopWorker();
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from access where person_id = ${personId} and door_id = ${doorId} and gone_at is null`);
  const selection = { kind: 'ids', list: 'accesses', ids: rows.map(({ id }) => id) } as const;
  const wish = { kind: 'extend', end: { kind: 'day', day: '2034-07-31' } } as const;
  const begun = await db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.logChain})`);
    const accepted = extend(personId, doorId);
    await waiting('advisory', 1);
    const planning = planBulk(nextRequest(owner), { selection, wish });
    await Promise.race([planning, waiting('advisory', 2)]);
    return { accepted, planning };
  });
  const extended = await begun.accepted;
  const { dryRunId } = await begun.planning;
  expect(await getDryRun(owner, dryRunId)).toMatchObject({ calls: { change: 0 }, refused: 1 });
  await office.startWorker();
  await done(extended);
});

test('what is done at other doors, or for other people, does not make it old', async () => {
  const personId = await holder('Ivo');
  const other = await holder('Ida');
  const confirm = await planned(personId);
  await done(await extend(personId, otherDoorId));
  await done(await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId: other, doorIds: [doorId] }));
  expect((await done(await confirm())).doors).toMatchObject([{ action: 'revoke', state: 'applied' }]);
});
