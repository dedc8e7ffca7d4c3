import { createHmac } from 'node:crypto';
import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '#server/db/pool';
import { session, signInAttempt, staff } from '#server/db/schema/staff';
import { addressBlock } from './client-address.ts';

/** Wrong tries of one account from one place, a day, before each next one has to wait: twice as long every time. */
const freeTries = 5;
const firstDelaySeconds = 30;
const longestDelaySeconds = 15 * 60;

/** Wrong tries an hour from one place over all accounts: an office behind one address stays below it. */
const triesPerPlace = 100;
/** Wrong tries an hour of one account over all places. Places where its owner signed in lately are not held to it. */
const triesPerAccount = 30;

/** `isFirst`: nobody was told in the last hour that this account is limited. */
export type Attempt = { limited: true; isFirst: boolean } | { limited: false; rowIds: string[]; pair: string };

type Who = { email: string; address: string };

/**
 * Counts a sign-in try before its password is looked at, so that parallel tries cannot slip past the limits.
 * Refused tries are not counted: the limits wear off under attack, and nobody is locked out for good.
 * `key` keeps the stored subjects unreadable to whoever sees the table.
 */
export async function startAttempt(db: Db, key: string, who: Who): Promise<Attempt> {
  const place = addressBlock(who.address);
  const [pair, account, from] = [`${who.email}|${place}`, who.email, `|${place}`].map((text) => keyedHash(key, text));
  if (!pair || !account || !from) throw new TypeError('three subjects');
  return await db.transaction(async (tx) => {
    await lockSubjects(tx, [account, from]);
    await tx.delete(signInAttempt).where(sql`${signInAttempt.at} < now() - interval '1 day'`);
    const limited =
      (await mustWait(tx, pair)) ||
      (await triesLastHour(tx, from)) >= triesPerPlace ||
      ((await triesLastHour(tx, account)) >= triesPerAccount && !(await isKnownPlace(tx, who.email, place)));
    if (limited) return { limited, isFirst: await isFirstThisHour(tx, `${account}|limited`) };
    const rows = [pair, account, from].map((subject) => ({ subject }));
    const made = await tx.insert(signInAttempt).values(rows).returning({ id: signInAttempt.id });
    return { limited, rowIds: made.map((row) => row.id), pair };
  });
}

/** This try alone is not held against anyone. */
export async function forgiveTry(db: Db, { rowIds }: { rowIds: string[] }): Promise<void> {
  await db.delete(signInAttempt).where(inArray(signInAttempt.id, rowIds));
}

/** The password was right: this try is not held against anyone, and this account starts afresh from this place. */
export async function forgiveAttempt(tx: Tx, attempt: { rowIds: string[]; pair: string }): Promise<void> {
  await tx
    .delete(signInAttempt)
    .where(or(inArray(signInAttempt.id, attempt.rowIds), eq(signInAttempt.subject, attempt.pair)));
}

const keyedHash = (key: string, text: string): string =>
  createHmac('sha256', key).update(`sign-in attempt|${text}`).digest('base64url');

/** Always account before place, and one of each, so that two sign-ins cannot wait for one another. */
async function lockSubjects(tx: Tx, subjects: string[]): Promise<void> {
  for (const subject of subjects) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`);
}

async function mustWait(tx: Tx, pair: string): Promise<boolean> {
  const [row] = await tx
    .select({
      tries: sql<number>`count(*)::int`,
      secondsSince: sql<number>`coalesce(extract(epoch from now() - max(${signInAttempt.at})), 0)::float8`,
    })
    .from(signInAttempt)
    .where(eq(signInAttempt.subject, pair));
  if (!row || row.tries < freeTries) return false;
  return row.secondsSince < Math.min(firstDelaySeconds * 2 ** (row.tries - freeTries), longestDelaySeconds);
}

async function isFirstThisHour(tx: Tx, subject: string): Promise<boolean> {
  if ((await triesLastHour(tx, subject)) > 0) return false;
  await tx.insert(signInAttempt).values({ subject });
  return true;
}

async function triesLastHour(tx: Tx, subject: string): Promise<number> {
  return await tx.$count(
    signInAttempt,
    sql`${signInAttempt.subject} = ${subject} and ${signInAttempt.at} > now() - interval '1 hour'`,
  );
}

async function isKnownPlace(tx: Tx, email: string, place: string): Promise<boolean> {
  const rows = await tx
    .selectDistinct({ address: session.address })
    .from(session)
    .innerJoin(staff, eq(staff.id, session.staffId))
    .where(sql`${staff.email} = ${email} and ${session.createdAt} > now() - interval '30 days'`);
  return rows.some((row) => row.address !== null && addressBlock(row.address) === place);
}
