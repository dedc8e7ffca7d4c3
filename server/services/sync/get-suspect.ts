import { may } from '#lib/permissions';
import type { SyncStatus } from '#lib/schemas/sync';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import type { Sweep } from '#server/mirror/sweep-state';
import { isAcceptable, newestClosedSweep } from './newest-sweep.ts';

/** The alarm of every page: the newest sweep, if it was not believed. Null for those who may not know of sweeps. */
export async function getSuspect(session: Session): Promise<SyncStatus['suspect']> {
  if (!may(session.staff.role, 'sync.read')) return null;
  return suspectOf(await newestClosedSweep(db()));
}

export const suspectOf = (sweep: Sweep | null): SyncStatus['suspect'] =>
  sweep?.state === 'suspect'
    ? {
        generation: sweep.generation,
        at: sweep.finishedAt ?? sweep.startedAt,
        reason: sweep.reason ?? '',
        isAcceptable: isAcceptable(sweep),
      }
    : null;
