import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
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

export type LiveSession = {
  id: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  address: string | null;
  userAgent: string | null;
};

/** The living sessions of a staff member, last used first. */
export const listLiveSessions = (db: Db | Tx, staffId: string): Promise<LiveSession[]> =>
  db
    .select({
      id: session.id,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      address: session.address,
      userAgent: session.userAgent,
    })
    .from(session)
    .where(and(eq(session.staffId, staffId), isAlive))
    .orderBy(desc(session.lastSeenAt), session.id);

/** Ends the open sessions of a staff member, all or all but one, at once. Resolves to their ids. */
export async function endSessionsOf(tx: Tx, staffId: string, options: { except?: string } = {}): Promise<string[]> {
  const others = options.except === undefined ? undefined : ne(session.id, options.except);
  const ended = await tx
    .update(session)
    .set({ endedAt: sql`now()` })
    .where(and(eq(session.staffId, staffId), isNull(session.endedAt), others))
    .returning({ id: session.id });
  return ended.map(({ id }) => id);
}

/** How many sessions are alive now. */
export const countLivingSessions = (db: Db): Promise<number> => db.$count(session, isAlive);
