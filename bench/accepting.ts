import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { BulkWish } from '#lib/schemas/dry-run';
import { db } from '#server/db/pool';
import { alignBundle } from '#server/services/bundles/align-bundle';
import { saveBundle } from '#server/services/bundles/save-bundle';
import { confirmDryRun } from '#server/services/dry-runs/confirm-dry-run';
import { getDryRun } from '#server/services/dry-runs/get-dry-run';
import { planBulk } from '#server/services/dry-runs/plan-bulk';
import { retryOperation } from '#server/services/operations/retry-operation';
import { clusterVariables, startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { openMirror } from './lists/open-mirror.ts';
import { buildingId, scales } from './lists/seed-mirror.ts';
import { cpuMsOf } from './processes.ts';
import { signIn } from './web.ts';

/** The longest that accepting an operation may take. */
const aimMs = 500;

/**
 * How long it takes until an operation of 5,000 calls is accepted, whatever it is: granting a door or a bundle,
 * extending, revoking, revoking what waits to be sent, sending again what failed, bringing a bundle in line. Nothing is
 * sent: no worker runs. `npm run bench -- accepting [small|full] [calls]`.
 */
export async function benchAccepting(size = 'small', many = 5000): Promise<void> {
  const scale = Object.entries(scales).find(([name]) => name === size)?.[1];
  if (!scale) throw new Error(`Name a size: ${Object.keys(scales).join(', ')}.`);
  const stopCluster = await startTestCluster();
  const mirror = await openMirror(scale);
  const { session } = await signIn('all', mirror.secret);
  const table: Record<string, Record<string, number | string>> = {};
  const cluster = await openCluster();
  const timed = async (what: string, accept: () => Promise<{ operationId: string | null }>) => {
    // As every few minutes: log files are there to be used again, and pages are logged whole when they first change.
    await cluster.query('checkpoint');
    const [startedMs, cpuBefore] = [performance.now(), await cpuMs()];
    const { operationId } = await accept();
    const tookMs = performance.now() - startedMs;
    const spentMs = (await cpuMs()) - cpuBefore;
    const found = await db().execute<{ calls: number }>(
      sql`select count(*) as calls from operation_item where operation_id = ${operationId}`,
    );
    const calls = found.rows[0]?.calls ?? 0;
    if (calls < many * 0.85) throw new Error(`${what} made ${calls} calls.`);
    const missed = tookMs >= aimMs ? ' (misses)' : '';
    table[what] = { calls, 'accepted in ms': `${Math.round(tookMs)}${missed}`, 'of CPU time': Math.round(spentMs) };
    return operationId ?? '';
  };
  const bulk = async (what: string, list: 'people' | 'accesses', ids: string[], wish: BulkWish) => {
    const { dryRunId } = await planBulk(session, { selection: { kind: 'ids', list, ids }, wish });
    const { hash } = await getDryRun(session, dryRunId);
    return timed(what, () => confirmDryRun(session, { dryRunId, hash, intentId: randomUUID() }));
  };
  const again = async (what: string, operationId: string) => {
    await fail(operationId);
    const retryId = await timed(`${what}, again`, () =>
      retryOperation(session, { operationId, intentId: randomUUID() }),
    );
    await fail(retryId);
  };

  const [door, bundled, added] = await doorsOf(1);
  const people = await peopleWithout([door, bundled, added], many);
  const grant = {
    kind: 'grant',
    firstDay: null,
    lastDay: null,
    role: 'non_resident',
    shareable: false,
    notify: true,
  } as const;
  await again(
    'grant a door',
    await bulk('grant a door', 'people', people, { ...grant, doorIds: [door], bundleIds: [] }),
  );
  const bundle = { buildingId: buildingId(1), name: 'Bench', kind: 'service' } as const;
  const termsOf = (doorId: string) => ({ doorId, isShareable: true, endsOn: null });
  const { bundleId } = await saveBundle(session, { ...bundle, bundleId: null, doors: [termsOf(bundled)] });
  await again(
    'grant a bundle',
    await bulk('grant a bundle', 'people', people, { ...grant, doorIds: [], bundleIds: [bundleId] }),
  );
  await give(people, bundled);
  await saveBundle(session, { ...bundle, bundleId, doors: [termsOf(bundled), termsOf(added)] });
  await again(
    'bring a bundle in line',
    await timed('bring a bundle in line', () => alignBundle(session, { intentId: randomUUID(), bundleId })),
  );
  const accesses = await ourAccesses(many);
  const later = { kind: 'extend', end: { kind: 'day', day: '2040-01-01' } } as const;
  await again('extend', await bulk('extend', 'accesses', accesses, later));
  await bulk('extend', 'accesses', accesses, later);
  const revoked = await bulk('revoke, over what waits', 'accesses', accesses, { kind: 'revoke' });
  await fail(revoked);
  await again('revoke', await bulk('revoke', 'accesses', accesses, { kind: 'revoke' }));
  console.table(table);
  await cluster.end();
  await mirror.close();
  await stopCluster();
}

/** The database server of this run, as its owner. */
async function openCluster(): Promise<pg.Client> {
  const url = new URL(process.env[clusterVariables.ownerUrl] ?? '');
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}

/** Spent so far by this process and by what serves its database. */
async function cpuMs(): Promise<number> {
  const { rows } = await db().execute<{ pid: number }>(sql`
    select pid from pg_stat_activity where datname = current_database()`);
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + rows.reduce((sum, backend) => sum + cpuMsOf(backend), 0);
}

/** OpenKit has refused all of it. */
async function fail(operationId: string): Promise<void> {
  await db().execute(sql`
    update operation_item_door set state = 'rejected', reason = 'refused_400' where operation_id = ${operationId}`);
  await db().execute(sql`update operation_item set state = 'settled' where operation_id = ${operationId}`);
  await db().execute(sql`update operation set state = 'finished' where id = ${operationId}`);
}

async function doorsOf(building: number): Promise<[string, string, string]> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId(building)} and kind = 'door' and is_activated order by id desc limit 3`);
  const [one, two, three] = rows.map(({ id }) => id);
  if (!one || !two || !three) throw new Error('The building has no three doors.');
  return [one, two, three];
}

async function peopleWithout(doorIds: string[], many: number): Promise<string[]> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from person where id not in (select person_id from access where door_id = any(${sql.param(doorIds)}::uuid[]))
    order by id limit ${many}`);
  return rows.map(({ id }) => id);
}

/** As if OpenKit had confirmed it. */
async function give(people: string[], doorId: string): Promise<void> {
  await db().execute(sql`
    insert into access (id, person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, start_key, starts_at, shareable, role, doorcode_status)
    select gen_random_uuid(), p.id, p.first_name || ' ' || p.last_name, p.sort_name, d.id, d.name, d.sort_name, d.building_id,
      'PERMANENT', 'partner', 'bench', now(), false, 'non_resident', 'valid'
    from person p join door d on d.id = ${doorId} where p.id = any(${sql.param(people)}::uuid[])`);
}

/** Accesses that can be extended and revoked, one a person and door. */
async function ourAccesses(many: number): Promise<string[]> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select min(id::text) as id from access
    where gone_at is null and granter_kind <> 'user' and passcode_type = 'PERMANENT' and starts_at < now()
      and ends_at > now() and start_key <> 'bench'
    group by person_id, door_id having count(*) = 1 order by 1 limit ${many}`);
  return rows.map(({ id }) => id);
}
