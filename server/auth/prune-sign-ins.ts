import { sql } from 'drizzle-orm';
import type { Db } from '#server/db/pool';
import { hourlyAct, oneTimeLink, session, signInAttempt } from '#server/db/schema/staff';

/**
 * Forgets what is over: sessions a month after they were opened (until then they say which places are known), links a
 * day after they ran out, tries and counts of an hour a day after they were made. What happened stays in the log.
 */
export async function pruneSignIns(db: Db): Promise<void> {
  await db.delete(session).where(sql`${session.createdAt} < now() - interval '30 days'`);
  await db.delete(oneTimeLink).where(sql`${oneTimeLink.expiresAt} < now() - interval '1 day'`);
  await db.delete(hourlyAct).where(sql`${hourlyAct.hour} < now() - interval '1 day'`);
  await db.delete(signInAttempt).where(sql`${signInAttempt.at} < now() - interval '1 day'`);
}
