import { sql } from 'drizzle-orm';
import { epochMs, type Instant } from '#lib/time/instant';
import { countLivingSessions } from '../../auth/sessions.ts';
import { now } from '../../clock.ts';
import { db } from '../../db/pool.ts';
import { readCheckpoints } from '../activity/checkpoint-status.ts';
import { readLogDefect } from '../activity/log-defect.ts';
import { gauge, gauges, type Metric } from './exposition.ts';
import { upstreamMetrics } from './upstream-metrics.ts';

const openItemStates = ['queued', 'sending', 'unknown', 'reconciling'];
const sweepStates = ['running', 'complete', 'suspect', 'stopped'];

/**
 * What all processes together are at, from the database. Only what is open is counted; sizes are PostgreSQL's own
 * estimates, so that asking every few seconds costs nothing. Throws when the database or the clock does not answer.
 */
export async function databaseMetrics(): Promise<Metric[]> {
  const groups = await Promise.all([
    operationMetrics(),
    sweepMetrics(),
    sizeMetrics(),
    auditMetrics(),
    checkpointMetrics(),
    jobMetrics(),
    sessionMetrics(),
    upstreamMetrics(),
  ]);
  return groups.flat();
}

async function operationMetrics(): Promise<Metric[]> {
  const operations = await counts(sql`
    select state as key, count(*) as count from operation where state in ('active', 'needs_person') group by state`);
  const items = await counts(sql`
    -- Each in the words of an index of few rows.
    select state as key, count(*) as count from operation_item where state in ('queued', 'unknown') group by state
    union all
    select state, count(*) from operation_item where state in ('sending', 'reconciling') group by state`);
  const oldest = await one(sql`
    select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as value
    from operation where state = 'active' and paused_at is null`);
  return [
    gauges('gatehouse_operations', 'Operations that are not finished.', 'state', {
      ...zeros(['active', 'needs_person']),
      ...operations,
    }),
    gauges('gatehouse_operation_items_open', 'Calls to OpenKit that are not settled.', 'state', {
      ...zeros(openItemStates),
      ...items,
    }),
    gauge(
      'gatehouse_operation_oldest_open_seconds',
      'Age of the oldest active operation that nobody paused, 0 without one.',
      oldest,
    ),
  ];
}

async function sweepMetrics(): Promise<Metric[]> {
  const { rows } = await db().execute<{ state: string; complete_at: Instant | null }>(sql`
    select state, (
      select finished_at from sweep where state = 'complete' order by generation desc limit 1) as complete_at
    from sweep order by generation desc limit 1`);
  const completeAt = rows[0]?.complete_at;
  const states = { ...zeros(sweepStates), ...(rows[0] ? { [rows[0].state]: 1 } : {}) };
  const metrics = [gauges('gatehouse_sweep_state', '1 for the state of the newest sweep.', 'state', states)];
  if (!completeAt) return metrics;
  const ageSeconds = (epochMs(await now()) - epochMs(completeAt)) / 1000;
  return [...metrics, gauge('gatehouse_sweep_complete_age_seconds', 'Age of the last complete sweep.', ageSeconds)];
}

async function sizeMetrics(): Promise<Metric[]> {
  const estimates = await counts(sql`
    select relname as key, greatest(reltuples, 0)::float8 as count from pg_class
    where relnamespace = 'public'::regnamespace and relname in ('building', 'door', 'person', 'access')`);
  return [gauges('gatehouse_mirror_rows', 'Rows of the mirror, estimated.', 'table', estimates)];
}

async function auditMetrics(): Promise<Metric[]> {
  const { rows } = await db().execute<{ seq: number; age: number }>(sql`
    select seq, extract(epoch from clock_timestamp() - at)::float8 as age from audit_entry order by seq desc limit 1`);
  const last = rows[0];
  const isAltered = (await readLogDefect(db())) !== null;
  return [
    gauge(
      'gatehouse_audit_altered',
      '1 when the worker met an entry that is not as it was written.',
      Number(isAltered),
    ),
    gauge('gatehouse_audit_last_seq', 'Number of the newest entry of the audit log.', last?.seq ?? 0),
    ...(last ? [gauge('gatehouse_audit_last_age_seconds', 'Age of that entry.', last.age)] : []),
  ];
}

async function checkpointMetrics(): Promise<Metric[]> {
  const checkpoints = await readCheckpoints(db());
  if (checkpoints.length === 0) return [];
  const failing = checkpoints.map(({ target, problem }) => [target, problem === null ? 0 : 1]);
  const ages = checkpoints.flatMap(({ target, ageSeconds }) => (ageSeconds === null ? [] : [[target, ageSeconds]]));
  return [
    gauges(
      'gatehouse_audit_checkpoint_failing',
      '1 while this place does not take checkpoints.',
      'target',
      Object.fromEntries(failing),
    ),
    gauges(
      'gatehouse_audit_checkpoint_age_seconds',
      'Age of the last checkpoint it took.',
      'target',
      Object.fromEntries(ages),
    ),
  ];
}

async function jobMetrics(): Promise<Metric[]> {
  const waiting = await counts(sql`
    select queue.name as key, count(job.id) as count from jobs.queue
    left join jobs.job on job.name = queue.name and job.state < 'active' and job.start_after <= clock_timestamp()
    where queue.name not like '\\_\\_%' group by queue.name`);
  return [gauges('gatehouse_jobs_waiting', 'Jobs that are due and that no worker has taken.', 'queue', waiting)];
}

async function sessionMetrics(): Promise<Metric[]> {
  return [gauge('gatehouse_sessions', 'Sessions that are alive.', await countLivingSessions(db()))];
}

const zeros = (keys: string[]): Record<string, number> => Object.fromEntries(keys.map((key) => [key, 0]));

async function counts(query: ReturnType<typeof sql>): Promise<Record<string, number>> {
  const { rows } = await db().execute<{ key: string; count: number }>(query);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

async function one(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db().execute<{ value: number }>(query);
  return rows[0]?.value ?? 0;
}
