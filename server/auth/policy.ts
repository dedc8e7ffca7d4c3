import { Refusal } from '#lib/errors';
import { may, type Permission } from '#lib/permissions';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import { idsIn } from './ids-in.ts';
import type { Tried } from './out-of-reach.ts';
import type { Session } from './session.ts';
import { staffActor } from './staff-actor.ts';

/**
 * Lets pass whoever's role has the permission. Others are recorded as `permission.deny` and get the Refusal
 * `forbidden_or_missing`, the same as for a thing that does not exist. Where the role holds is `scope.ts`'s question.
 * `tried`: what was asked for as a whole, of which the record keeps the ids.
 */
export async function requirePermission(session: Session, permission: Permission, tried?: Tried): Promise<void> {
  if (may(session.staff.role, permission)) return;
  await db().transaction((tx) =>
    appendAudit(tx, {
      event: 'permission.deny',
      phase: 'denied',
      actor: staffActor(session),
      requestId: session.requestId,
      details: { permission, ...(tried && { operation: tried.operation, ids: idsIn(tried.input) }) },
    }),
  );
  throw new Refusal('forbidden_or_missing');
}

/**
 * Lets pass whoever proved who they are within the last ten minutes. Sensitive acts ask this after the permission;
 * throws Refusal `step_up`, which the page answers with a dialog and goes on.
 */
export function requireProof(session: Session): void {
  if (!session.isFresh) throw new Refusal('step_up', { params: { reason: 'proof_needed' } });
}
