import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#server/db/pool';
import { session } from '#server/db/schema/staff';

/** A session ends after half an hour without a request, and after twelve hours whatever happens. */
const isAlive = sql`${session.endedAt} is null
  and ${session.lastSeenAt} > now() - interval '30 minutes'
  and ${session.createdAt} > now() - interval '12 hours'`;

/** How long the cookie is worth keeping; the row decides. */
export const sessionMaxAgeSeconds = 12 * 60 * 60;

type Origin = { address: string; userAgent: string | null };

/** Opens a session under a new id, in database time. */
export async function startSession(tx: Tx, staffId: string, { address, userAgent }: Origin): Promise<string> {
  const id = randomUUID();
  const now = sql`now()`;
  await tx.insert(session).values({
    id,
    staffId,
    createdAt: now,
    lastSeenAt: now,
    address,
    userAgent: userAgent?.slice(0, 300) ?? null,
  });
  return id;
}

/** True while the session lives and belongs to this staff member. `touch` counts this moment as activity. */
export async function isSessionAlive(
  db: Db | Tx,
  named: { sessionId: string; staffId: string },
  { touch }: { touch: boolean },
): Promise<boolean> {
  const mine = and(eq(session.id, named.sessionId), eq(session.staffId, named.staffId), isAlive);
  const [row] = await db
    .select({ isDue: sql<boolean>`${session.lastSeenAt} < now() - interval '1 minute'` })
    .from(session)
    .where(mine);
  if (!row) return false;
  // Once a minute is exact enough, and spares a write on each request.
  if (touch && row.isDue) await db.update(session).set({ lastSeenAt: sql`now()` }).where(mine);
  return true;
}

/** Ends a session at once, for every copy of its cookie. Null when it had ended before or never was. */
export async function endSession(tx: Tx, sessionId: string): Promise<{ staffId: string } | null> {
  const [ended] = await tx
    .update(session)
    .set({ endedAt: sql`now()` })
    .where(and(eq(session.id, sessionId), isNull(session.endedAt)))
    .returning({ staffId: session.staffId });
  return ended ?? null;
}
