import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { Refusal } from '#lib/errors';
import { now } from '#server/clock';
import type { Db } from '#server/db/pool';
import { issuePlan } from './issue-plan.ts';

type Tools = { db: Db; boss: PgBoss; log: Logger };

/**
 * Asks for every code whose turn has come, plan by plan, and notes the days that went by. Run it as often and in as
 * many processes as you like: a day on a door has one row, written in the transaction of its operation.
 */
export async function issueDueCodes({ db, boss, log }: Tools): Promise<void> {
  const at = await now();
  const due = await db.execute<{ id: string }>(sql`
    select id from plan where state = 'active' and due_at <= ${at}::timestamptz order by due_at, id`);
  for (const { id } of due.rows) {
    try {
      await db.transaction((tx) => issuePlan(tx, boss, id, at));
    } catch (error) {
      // The others must not wait for this one; it is tried again in the next round. `stale`: a code is still under way.
      if (error instanceof Refusal && error.code === 'stale') continue;
      log.error({ err: error, planId: id }, 'the codes of a plan were not issued');
    }
  }
}
