import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Instant } from '#lib/time/instant';
import type { Db } from '#server/db/pool';
import type { OpenKit } from '#server/openkit/types';

const key = 'worker_status';
/** The worker tells four times in this; silent for longer, it is taken for gone. */
const aliveSeconds = 60;

const stored = z.object({ breaker: z.enum(['closed', 'open', 'half_open']) });

export type WorkerStatus = z.infer<typeof stored> & { at: Instant; isAlive: boolean };

/**
 * Leaves word of what only the calling process knows of OpenKit. With several workers the last one to tell is shown.
 */
export async function tellWorkerStatus(db: Db, openkit: OpenKit): Promise<void> {
  const { breaker } = await openkit.status();
  const value = JSON.stringify({ breaker });
  await db.execute(sql`
    insert into setting (key, value)
    values (${key}, ${value}::jsonb || jsonb_build_object('at', clock_timestamp()))
    on conflict (key) do update set value = excluded.value`);
}

/** What the worker last told, in real time; null when none has ever run. */
export async function readWorkerStatus(db: Db): Promise<WorkerStatus | null> {
  const found = await db.execute<{ value: unknown; at: Instant; isAlive: boolean }>(sql`
    select value, (value->>'at')::timestamptz as at,
      (value->>'at')::timestamptz > clock_timestamp() - make_interval(secs => ${aliveSeconds}) as "isAlive"
    from setting where key = ${key}`);
  const [row] = found.rows;
  return row ? { ...stored.parse(row.value), at: row.at, isAlive: row.isAlive } : null;
}
