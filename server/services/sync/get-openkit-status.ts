import { sql } from 'drizzle-orm';
import { may } from '#lib/permissions';
import type { OpenKitStatusView } from '#lib/schemas/openkit-status';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import { settings } from '#server/settings';
import { getSyncStatus } from './get-sync-status.ts';
import { isTokenRefused } from './is-token-refused.ts';
import { readMeter, readWarnings } from './read-meter.ts';
import { readSweeps } from './read-sweeps.ts';
import { currentSyncSettings } from './sync-settings.ts';
import { readWorkerStatus } from './worker-status.ts';

/**
 * How things stand between us and OpenKit, from the database: asking calls nobody. Addresses only for who manages
 * settings.
 */
export async function getOpenKitStatus(session: Session): Promise<OpenKitStatusView> {
  await requirePermission(session, 'sync.read');
  const cadence = await currentSyncSettings(db());
  const [upstream, isRefused, worker, sync, sweeps, meter, warnings, time] = await Promise.all([
    openkit().status(),
    isTokenRefused(db()),
    readWorkerStatus(db()),
    getSyncStatus(session),
    readSweeps(db(), session),
    session.scope === 'all' ? readMeter(db(), cadence.callsPerSecond) : null,
    readWarnings(db()),
    db().execute<{ at: Instant }>(sql`select clock_timestamp() as at`),
  ]);
  return {
    mode: settings().mode,
    settings: may(session.staff.role, 'setting.manage') ? statedSettings() : null,
    token: { ...upstream.token, failure: upstream.token.failure ?? (isRefused ? 'token_refused' : null) },
    budget: upstream.budget,
    cadence,
    worker,
    sync,
    sweeps,
    meter,
    warnings,
    asOf: time.rows[0]?.at ?? new Date().toISOString(),
  };
}

function statedSettings(): OpenKitStatusView['settings'] {
  const { openkit: upstream } = settings();
  const { apiUrl, authUrl, clientId, pageSize, settleSeconds } = upstream;
  return { apiUrl, authUrl, clientId, pageSize, settleSeconds };
}
