import { sql } from 'drizzle-orm';
import { callKinds } from '#lib/openkit-calls';
import { epochMs, type Instant } from '#lib/time/instant';
import { db } from '../../db/pool.ts';
import { openkit } from '../../openkit/openkit.ts';
import { readMeter, readWarnings } from '../sync/read-meter.ts';
import { readSweeps } from '../sync/read-sweeps.ts';
import { currentSyncSettings } from '../sync/sync-settings.ts';
import { readWorkerStatus } from '../sync/worker-status.ts';
import { gauge, gauges, type Metric } from './exposition.ts';

/** What the page about OpenKit shows, as numbers: calls, budget, breaker, token, surprises, the last sweep. */
export async function upstreamMetrics(): Promise<Metric[]> {
  const { callsPerSecond } = await currentSyncSettings(db());
  const [{ budget, token }, meter, warnings, worker, [lastSweep], drift] = await Promise.all([
    openkit().status(),
    readMeter(db(), callsPerSecond),
    readWarnings(db()),
    readWorkerStatus(db()),
    readSweeps(db(), { scope: 'all' }),
    db().execute<{ count: number }>(sql`select count(*) as count from drift where accepted_at is null`),
  ]);
  const zeros = Object.fromEntries(callKinds.map((kind) => [kind, 0]));
  const calls = (span: 'minute' | 'hour' | 'trouble') => ({
    ...zeros,
    ...Object.fromEntries(meter.kinds.map((kind) => [kind.kind, kind[span]])),
  });
  return [
    gauges('gatehouse_openkit_calls_last_minute', 'Calls of all processes in this minute.', 'kind', calls('minute')),
    gauges('gatehouse_openkit_calls_last_hour', 'Calls of all processes in 60 minutes.', 'kind', calls('hour')),
    gauges('gatehouse_openkit_trouble_last_day', 'Calls refused, slowed down or lost.', 'kind', calls('trouble')),
    gauge('gatehouse_openkit_calls_per_second_allowed', 'The budget of all processes.', callsPerSecond),
    gauge('gatehouse_openkit_calls_left', 'Calls that the budget leaves in this minute.', meter.left),
    gauge(
      'gatehouse_openkit_paused_seconds',
      'How long OpenKit still asked us to wait (429).',
      untilNow(budget.pausedUntil, -1),
    ),
    gauge('gatehouse_openkit_token_held', '1 while a token for OpenKit is at hand.', token.fetchedAt ? 1 : 0),
    gauge('gatehouse_openkit_token_age_seconds', 'Age of that token, 0 without one.', untilNow(token.fetchedAt, 1)),
    gauge('gatehouse_worker_alive', '1 while a worker tells that it runs.', worker?.isAlive ? 1 : 0),
    gauges('gatehouse_openkit_breaker', '1 for how the worker takes OpenKit.', 'state', {
      closed: 0,
      half_open: 0,
      open: 0,
      ...(worker && { [worker.breaker]: 1 }),
    }),
    gauges(
      'gatehouse_openkit_schema_warnings',
      'Where answers differed from the documentation, ever.',
      'field',
      Object.fromEntries(warnings.map(({ at, problem, count }) => [`${at} ${problem}`, count])),
    ),
    {
      name: 'gatehouse_sweep_changes',
      help: 'What the last sweep found different.',
      samples: Object.entries(lastSweep?.differences ?? {}).flatMap(([kind, difference]) =>
        Object.entries(difference ?? {}).map(([change, value]) => ({ labels: { kind, change }, value })),
      ),
    },
    gauge('gatehouse_sweep_calls', 'Calls that the last sweep cost.', lastSweep?.calls ?? 0),
    gauge('gatehouse_drift_open', 'Changes made elsewhere that nobody has accepted.', drift.rows[0]?.count ?? 0),
  ];
}

/** Seconds from an instant to now, or with -1 from now to it; never less than 0. Real time. */
const untilNow = (instant: Instant | null, direction: 1 | -1): number =>
  instant ? Math.max(0, (direction * (Date.now() - epochMs(instant))) / 1000) : 0;
