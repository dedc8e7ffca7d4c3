import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { cookies, headers } from 'next/headers';
import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { db, type Tx } from '#server/db/pool';
import { staffIdentity } from '#server/db/schema/factors';
import { staff } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { clientAddress } from './client-address.ts';
import { inviteCookie } from './invite-cookie.ts';
import { takeLink } from './one-time-link.ts';
import { isEmployed } from './rights.ts';
import { currentSessionToken } from './session.ts';
import type { SessionToken } from './session-token.ts';
import { endSession, startSession } from './sessions.ts';

type Identity = { issuer: string; subject: string };
/** `provedAt`: when the provider last saw them prove who they are (`auth_time`); null when it does not say. */
type SignOn = Identity & { provedAt: Instant | null };

/**
 * Opens a session for whoever the provider says this is, by issuer and subject. Somebody new must have come from the
 * page of their invitation in this browser: that links the two, whatever email the provider knows. Null, and recorded,
 * for anyone else. Only what the provider saw counts as a proof for sensitive acts: it may have let them through on a
 * sign-in of this morning.
 */
export async function signInBySso({ provedAt, ...identity }: SignOn, requestId: string): Promise<SessionToken | null> {
  const [seen, jar, previous] = [await headers(), await cookies(), await currentSessionToken()];
  const address = clientAddress(seen, settings().trustedProxyHops);
  const carried = inviteCookie(settings().web.publicUrl);
  const inviteToken = jar.get(carried.name)?.value;
  return db().transaction(async (tx) => {
    const staffId = (await findLinked(tx, identity)) ?? (inviteToken ? await link(tx, identity, inviteToken) : null);
    if (!staffId) {
      await appendAudit(tx, entry('session.refuse', 'denied', { kind: 'anonymous' }, { address, requestId }));
      return null;
    }
    if (inviteToken) jar.set(carried.name, '', { ...carried.options, maxAge: 0 });
    if (previous) await endSession(tx, previous.sessionId);
    const userAgent = seen.get('user-agent');
    const sessionId = await startSession(tx, staffId, { address, userAgent, method: 'sso', provedAt });
    await appendAudit(
      tx,
      entry('session.start', 'done', { kind: 'staff', staffId, sessionId }, { address, requestId }),
    );
    return { staffId, sessionId };
  });
}

async function findLinked(tx: Tx, { issuer, subject }: Identity): Promise<string | undefined> {
  const [found] = await tx
    .select({ staffId: staffIdentity.staffId })
    .from(staffIdentity)
    .innerJoin(staff, eq(staff.id, staffIdentity.staffId))
    .where(and(eq(staffIdentity.issuer, issuer), eq(staffIdentity.subject, subject), isEmployed));
  return found?.staffId;
}

/** Uses the invitation up. One identity belongs to one person only. */
async function link(tx: Tx, identity: Identity, token: string): Promise<string | null> {
  const isTaken = and(eq(staffIdentity.issuer, identity.issuer), eq(staffIdentity.subject, identity.subject));
  if ((await tx.$count(staffIdentity, isTaken)) > 0) return null;
  const invited = await takeLink(tx, token, ['invite']).catch((error) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  const mayWork = and(eq(staff.id, invited?.staffId ?? randomUUID()), isEmployed);
  if (!invited?.staffId || (await tx.$count(staff, mayWork)) === 0) return null;
  await tx.insert(staffIdentity).values({ ...identity, staffId: invited.staffId });
  return invited.staffId;
}

function entry(
  event: 'session.start' | 'session.refuse',
  phase: 'done' | 'denied',
  actor: AuditInput['actor'],
  { address, requestId }: { address: string; requestId: string },
): AuditInput {
  const sessionId = actor.kind === 'staff' ? actor.sessionId : undefined;
  const object = sessionId === undefined ? undefined : { type: 'session' as const, id: sessionId };
  return { event, phase, actor, object, requestId, details: { method: 'sso' }, personal: { address } };
}
