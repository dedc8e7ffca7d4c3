import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '../db/pool.ts';
import type { Lane } from '../db/schema/operations.ts';
import { enqueue } from '../jobs/boss.ts';
import { laneJob } from '../jobs/queues.ts';

/** So much later than after `waitSeconds` a call may be taken up, so that one job serves all that wait with it. */
const latenessSeconds = (waitSeconds: number) => Math.min(2, waitSeconds / 5);

/**
 * Has an operation looked at in a lane in so many seconds, unless a job that waits does so by then: of thousands of
 * calls that an outage holds up each asks for itself. Nobody takes that job before this transaction ends: it would look
 * too early to see what is written here.
 */
export async function wakeOperation(
  boss: PgBoss,
  tx: Tx,
  { operationId, lane }: { operationId: string; lane: Lane },
  waitSeconds = 0,
): Promise<void> {
  const latestSeconds = waitSeconds + latenessSeconds(waitSeconds);
  const waiting = await tx.execute(sql`
    select 1 from jobs.job
    where name = ${laneJob[lane]} and state < 'active' and not blocked and data->>'operationId' = ${operationId}
      and greatest(start_after, now()) between now() + make_interval(secs => ${waitSeconds})
        and now() + make_interval(secs => ${latestSeconds})
    limit 1 for share skip locked`);
  if (waiting.rows.length > 0) return;
  await enqueue(boss, tx, laneJob[lane], { operationId }, { startAfterSeconds: latestSeconds });
}
