import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { CallKind, CallOutcome } from '#lib/openkit-calls';
import type { Db } from '#server/db/pool';
import type { Sent } from './send.ts';

/** Counts calls by minute in the database, where all processes meet. */
export function createMeter(db: Db, log: Logger) {
  return {
    /** Never waited for, and never in the way of the call it counts. */
    count(method: string, path: string, result: Sent): void {
      const outcome = outcomeOf(result);
      if (!outcome) return;
      db.execute(sql`
        insert into upstream_call as u (minute, kind, outcome, calls)
        values (date_trunc('minute', clock_timestamp()), ${kindOf(method, path)}, ${outcome}, 1)
        on conflict (minute, kind, outcome) do update set calls = u.calls + 1`).catch((error: unknown) =>
        log.warn({ err: error }, 'a call to OpenKit was not counted'),
      );
    },
  };
}

const keptDays = 7;

/** Forgets what is older than a week. */
export async function pruneMeter(db: Db): Promise<void> {
  await db.execute(sql`
    delete from upstream_call where minute < clock_timestamp() - make_interval(days => ${keptDays})`);
}

export type Meter = ReturnType<typeof createMeter>;

/** Null for what never left. */
function outcomeOf(result: Sent): CallOutcome | null {
  if (result.kind === 'failure') return result.sent ? 'failed' : null;
  if (result.status === 429) return 'limited';
  if (result.status >= 500) return 'failed';
  return result.status >= 400 ? 'refused' : 'answered';
}

/** By the documented paths; what is none of them is a token. */
function kindOf(method: string, path: string): CallKind {
  if (method === 'PATCH') return 'change';
  if (method === 'DELETE') return 'revoke';
  if (/\/residents$/.test(path)) return 'residents';
  if (/\/buildings$/.test(path)) return 'buildings';
  if (/\/doors$/.test(path)) return 'doors';
  if (/\/users$/.test(path)) return method === 'POST' ? 'grant' : 'people';
  return /\/users\/[^/]+$/.test(path) ? 'person' : 'token';
}
