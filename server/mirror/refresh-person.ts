import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import { person } from '../db/schema/mirror.ts';
import type { CallContext, OpenKit, PersonSnapshot } from '../openkit/types.ts';
import { timedCall } from './database-time.ts';
import { endOutage } from './outages.ts';
import { savePeople } from './save-people.ts';

/** Viewers of one person together cause at most one reading in this time. */
const refreshGapSeconds = 60;

/** Condition on `person`: nobody read them or asked to of late. */
export const isRefreshDue = sql<boolean>`greatest(${person.refreshAskedAt}, ${person.refreshedAt}, '-infinity')
  < clock_timestamp() - make_interval(secs => ${sql.raw(String(refreshGapSeconds))})`;

/**
 * When the one caller asked that should now cause a reading of this person; null for all others, as somebody has of
 * late.
 */
export async function claimRefresh(tx: Tx, personId: string): Promise<Instant | null> {
  const claimed = await tx.execute<{ askedAt: Instant }>(sql`
    update person set refresh_asked_at = date_trunc('milliseconds', clock_timestamp())
    where id = ${personId} and ${isRefreshDue} returning refresh_asked_at as "askedAt"`);
  return claimed.rows[0]?.askedAt ?? null;
}

/**
 * False where somebody has asked again since, which causes one reading for both: they gather while no worker is there.
 */
export async function isLastAsked(db: Db, personId: string, askedAt: Instant): Promise<boolean> {
  const found = await db.execute(sql`
    select 1 from person where id = ${personId} and refresh_asked_at = ${askedAt}::timestamptz`);
  return found.rows.length > 0;
}

/** Reads one person from OpenKit into the mirror. Null = OpenKit does not know them (the mirror is left as it is). */
export async function refreshPerson(
  db: Db,
  openkit: OpenKit,
  ctx: CallContext,
  personId: string,
): Promise<PersonSnapshot | null> {
  const call = await timedCall(db, ctx);
  const found = await openkit.getPerson(call.ctx, personId);
  if (!found) return null;
  const at = await now();
  await db.transaction(async (tx) => {
    await savePeople(tx, { people: [found], at, readAt: call.readAt(), cause: { kind: 'reading' }, alone: true });
    await endOutage(tx, at);
  });
  return found;
}
