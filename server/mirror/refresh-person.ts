import { sql } from 'drizzle-orm';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import { person } from '../db/schema/mirror.ts';
import type { CallContext, OpenKit, PersonSnapshot } from '../openkit/types.ts';
import { databaseTime } from './database-time.ts';
import { endOutage } from './outages.ts';
import { savePeople } from './save-people.ts';

/** Viewers of one person together cause at most one reading in this time. */
const refreshGapSeconds = 60;

/** Condition on `person`: nobody read them or asked to of late. */
export const isRefreshDue = sql<boolean>`greatest(${person.refreshAskedAt}, ${person.refreshedAt}, '-infinity')
  < clock_timestamp() - make_interval(secs => ${sql.raw(String(refreshGapSeconds))})`;

/** True for the one caller that should now cause a reading of this person: nobody read them or asked to of late. */
export async function claimRefresh(tx: Tx, personId: string): Promise<boolean> {
  const claimed = await tx.execute(sql`
    update person set refresh_asked_at = clock_timestamp()
    where id = ${personId} and ${isRefreshDue}`);
  return claimed.rowCount === 1;
}

/** Reads one person from OpenKit into the mirror. Null = OpenKit does not know them (the mirror is left as it is). */
export async function refreshPerson(
  db: Db,
  openkit: OpenKit,
  ctx: CallContext,
  personId: string,
): Promise<PersonSnapshot | null> {
  const readAt = await databaseTime(db);
  const found = await openkit.getPerson(ctx, personId);
  if (!found) return null;
  const at = await now();
  await db.transaction(async (tx) => {
    await savePeople(tx, { people: [found], at, readAt, cause: { kind: 'reading' }, alone: true });
    await endOutage(tx, at);
  });
  return found;
}
