import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Tx } from '#server/db/pool';
import { oneTimeLink } from '#server/db/schema/staff';

type Purpose = typeof oneTimeLink.$inferSelect.purpose;

type NewLink = { purpose: Purpose; staffId?: string; hours: number };

/** What each link opens. */
const pages: Record<Purpose, string> = {
  first_owner: '/set-up',
  invite: '/choose-password',
  password_reset: '/choose-password',
};

/** Makes a single-use link in place of older ones for the same person. Only the hash of its secret is kept. */
export async function makeLink(tx: Tx, publicUrl: string, { purpose, staffId, hours }: NewLink): Promise<string> {
  await dropLinks(tx, staffId ?? null);
  const token = randomBytes(32).toString('base64url');
  const expiresAt = sql`now() + make_interval(hours => ${hours})`;
  await tx.insert(oneTimeLink).values({ tokenHash: hashToken(token), purpose, staffId, expiresAt });
  // Browsers keep the fragment to themselves: the token reaches no access log and no referrer.
  return `${new URL(publicUrl).origin}${pages[purpose]}#token=${token}`;
}

/** Takes every open link of a staff member back; null = those of nobody yet. */
export async function dropLinks(tx: Tx, staffId: string | null): Promise<void> {
  await tx.delete(oneTimeLink).where(staffId === null ? isNull(oneTimeLink.staffId) : eq(oneTimeLink.staffId, staffId));
}

type Link = { purpose: Purpose; staffId: string | null };

/** Uses a link up, in one statement. Throws Refusal `stale` when it was used, expired, or never made for this. */
export async function takeLink(tx: Tx, token: string, purposes: Purpose[]): Promise<Link> {
  const [link] = await tx
    .update(oneTimeLink)
    .set({ usedAt: sql`now()` })
    .where(isOpen(token, purposes))
    .returning({ purpose: oneTimeLink.purpose, staffId: oneTimeLink.staffId });
  if (!link) throw new Refusal('stale', { params: { reason: 'link_used' } });
  return link;
}

/** What a link is for, without using it up. Throws like `takeLink`. */
export async function readLink(tx: Tx, token: string, purposes: Purpose[]): Promise<Link> {
  const [link] = await tx
    .select({ purpose: oneTimeLink.purpose, staffId: oneTimeLink.staffId })
    .from(oneTimeLink)
    .where(isOpen(token, purposes));
  if (!link) throw new Refusal('stale', { params: { reason: 'link_used' } });
  return link;
}

const isOpen = (token: string, purposes: Purpose[]) =>
  and(
    eq(oneTimeLink.tokenHash, hashToken(token)),
    inArray(oneTimeLink.purpose, purposes),
    isNull(oneTimeLink.usedAt),
    gt(oneTimeLink.expiresAt, sql`now()`),
  );

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
