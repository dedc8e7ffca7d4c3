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
import { isVouchedFor } from './vouched-for.ts';

type Identity = { issuer: string; subject: string };
/**
 * `provedAt`: when the provider last saw them prove who they are (`auth_time`); null when it does not say. `isMfa`: it
 * says that it saw more than a password.
 */
type SignOn = Identity & { provedAt: Instant | null; isMfa: boolean };
type Refused = { refused: 'sso_refused' | 'sso_one_factor' };

/**
 * Opens a session for whoever the provider says this is, by issuer and subject. Somebody new must have come from the
 * page of their invitation in this browser: that links the two, whatever email the provider knows. `refused`, and
 * recorded, for anyone else, and where staff need two factors and nobody answers for them: see `OIDC_MFA`. Only what
 * the provider saw counts as a proof for sensitive acts: it may have let them through on a sign-in of this morning.
 */
export async function signInBySso(signOn: SignOn, requestId: string): Promise<SessionToken | Refused> {
  const { provedAt, isMfa, ...identity } = signOn;
  const [seen, jar, previous] = [await headers(), await cookies(), await currentSessionToken()];
  const address = clientAddress(seen, settings().trustedProxyHops);
  const carried = inviteCookie(settings().web.publicUrl);
  const inviteToken = jar.get(carried.name)?.value;
  const isEnough = isMfa || settings().staffMfa === 'optional' || settings().oidc?.enforcesMfa === true;
  return db().transaction(async (tx) => {
    const refuse = async (refused: Refused['refused']) => {
      await appendAudit(tx, entry('session.refuse', { kind: 'anonymous' }, { address, requestId, reason: refused }));
      return { refused };
    };
    if (!isEnough) return refuse('sso_one_factor');
    const linkedBefore = await findLinked(tx, identity);
    const staffId = linkedBefore ?? (inviteToken ? await link(tx, identity, inviteToken) : null);
    if (!staffId) return refuse('sso_refused');
    if (inviteToken) jar.set(carried.name, '', { ...carried.options, maxAge: 0 });
    if (previous) await endSession(tx, previous.sessionId);
    const userAgent = seen.get('user-agent');
    const sessionId = await startSession(tx, staffId, { address, userAgent, method: 'sso', provedAt });
    const actor = { kind: 'staff', staffId, sessionId } as const;
    await appendAudit(tx, [
      ...(linkedBefore ? [] : [entry('staff.join', actor, { address, requestId })]),
      entry('session.start', actor, { address, requestId }),
    ]);
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
  if (!(await isVouchedFor(tx, invited.staffId))) return null;
  await tx.insert(staffIdentity).values({ ...identity, staffId: invited.staffId });
  return invited.staffId;
}

type Seen = { address: string; requestId: string; reason?: string };

function entry(
  event: 'session.start' | 'session.refuse' | 'staff.join',
  actor: { kind: 'staff'; staffId: string; sessionId: string } | { kind: 'anonymous' },
  { address, requestId, reason }: Seen,
): AuditInput {
  const details = { method: 'sso', ...(reason && { reason }) };
  const about = { event, actor, requestId, details, personal: { address } };
  if (actor.kind === 'anonymous') return { ...about, phase: 'denied' };
  const [type, id] =
    event === 'staff.join' ? (['staff', actor.staffId] as const) : (['session', actor.sessionId] as const);
  return { ...about, phase: 'done', object: { type, id } };
}
