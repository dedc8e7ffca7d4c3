import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { fixed } from '#server/db/fixed';
import type { Db, Tx } from '#server/db/pool';
import { session, staff } from '#server/db/schema/staff';
import { isEmployed, type Rights, type RightsRow, rightsColumns, rightsIn } from './rights.ts';

/** A session ends after half an hour without a request, and after twelve hours whatever happens. */
const isAlive = fixed(sql`${session.endedAt} is null
  and ${session.lastSeenAt} > now() - interval '30 minutes'
  and ${session.createdAt} > now() - interval '12 hours'`);

/** How long the cookie is worth keeping; the row decides. */
export const sessionMaxAgeSeconds = 12 * 60 * 60;

type Origin = {
  address: string;
  userAgent: string | null;
  method?: 'password' | 'sso';
  /** When they proved who they are, if not just now; null = nobody says. */
  provedAt?: Instant | null;
};

/** Opens a session under a new id, in database time. */
export async function startSession(tx: Tx, staffId: string, origin: Origin): Promise<string> {
  const { address, userAgent, method, provedAt } = origin;
  const id = randomUUID();
  const now = sql`now()`;
  await tx.insert(session).values({
    id,
    staffId,
    createdAt: now,
    lastSeenAt: now,
    provedAt: provedAt === undefined ? now : sql`least(now(), ${provedAt ?? 'epoch'}::timestamptz)`,
    method,
    address,
    userAgent: userAgent?.slice(0, 300) ?? null,
  });
  return id;
}

export type SessionState = {
  /** Locked screens answer nobody until the same person proves who they are. */
  isLocked: boolean;
  /** They proved who they are within the last ten minutes. */
  isFresh: boolean;
  /** `sso`: the provider answers for how strongly they proved who they are. */
  method: 'password' | 'sso';
  hasAuthenticator: boolean;
};

type StateRow = SessionState & RightsRow & { isDue: boolean };

const liveState = fixed(sql`
  select ${session.lastSeenAt} < now() - interval '1 minute' as "isDue", ${session.lockedAt} is not null as "isLocked",
    ${session.provedAt} > now() - interval '10 minutes' as "isFresh", ${session.method} as method,
    exists (select 1 from totp_factor f where f.staff_id = ${staff.id} and f.confirmed_at is not null) as "hasAuthenticator",
    ${rightsColumns}
  from ${session} join ${staff} on ${staff.id} = ${session.staffId} where ${isAlive} and ${isEmployed}`);

/**
 * How a session stands while it lives and belongs to this staff member, and what they may do; else, or when they may
 * not sign in any more, null. One question, because each request asks it. `touch` counts as activity.
 */
export async function findLiveSession(
  db: Db | Tx,
  named: { sessionId: string; staffId: string },
  { touch }: { touch: boolean },
): Promise<(SessionState & Rights) | null> {
  const { sessionId, staffId } = named;
  const {
    rows: [row],
  } = await db.execute<StateRow>(sql`${liveState} and session.id = ${sessionId} and session.staff_id = ${staffId}`);
  if (!row) return null;
  const { isDue, isLocked, isFresh, method, hasAuthenticator, ...rights } = row;
  // Once a minute is exact enough, and spares a write on each request.
  if (touch && isDue) {
    const mine = and(eq(session.id, sessionId), eq(session.staffId, staffId), isAlive);
    await db.update(session).set({ lastSeenAt: sql`now()` }).where(mine);
  }
  return { isLocked, isFresh, method, hasAuthenticator, ...rightsIn(rights) };
}

/**
 * Gives a living session a new id after its person proved who they are, so that no copy of the old cookie is worth
 * anything any more; unlocks it. Its twelve hours go on. Null when it has ended meanwhile.
 */
export async function renewSession(tx: Tx, sessionId: string): Promise<string | null> {
  const now = sql`now()`;
  const [renewed] = await tx
    .update(session)
    .set({ id: randomUUID(), provedAt: now, lastSeenAt: now, lockedAt: null })
    .where(and(eq(session.id, sessionId), isAlive))
    .returning({ id: session.id });
  return renewed?.id ?? null;
}

/** Locks a living session for every copy of its cookie. False when it has ended or was locked already. */
export async function lockSession(tx: Tx, sessionId: string): Promise<boolean> {
  const locked = await tx
    .update(session)
    .set({ lockedAt: sql`now()` })
    .where(and(eq(session.id, sessionId), isAlive, isNull(session.lockedAt)))
    .returning({ id: session.id });
  return locked.length > 0;
}

/** Where a session was opened from. */
export async function sessionAddress(db: Db | Tx, sessionId: string): Promise<string> {
  const [found] = await db.select({ address: session.address }).from(session).where(eq(session.id, sessionId));
  return found?.address ?? 'unknown';
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
