import { sql } from 'drizzle-orm';
import type { HistoryBounds } from '#lib/schemas/history';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';

const shownOutages = 5;

/** When history begins, and when OpenKit could not be read since: what happened then was seen only afterwards. */
export async function historyBounds(session: Session): Promise<HistoryBounds> {
  await requirePermission(session, 'access.read');
  const [first, outages, all] = await Promise.all([
    db().execute<{ beginsAt: string | null }>(sql`
      select min(started_at) as "beginsAt" from sweep where state = 'complete'`),
    db().execute<HistoryBounds['outages'][number]>(sql`
      select started_at as "startedAt", ended_at as "endedAt", reason from outage
      order by started_at desc limit ${shownOutages}`),
    db().execute<{ count: number }>(sql`select count(*) as count from outage`),
  ]);
  const earlierOutages = (all.rows[0]?.count ?? 0) - outages.rows.length;
  return { beginsAt: first.rows[0]?.beginsAt ?? null, outages: outages.rows, earlierOutages };
}
