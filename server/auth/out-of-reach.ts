import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import { idsIn } from './ids-in.ts';
import type { Session } from './session.ts';
import { staffActor } from './staff-actor.ts';

/** Of one member of staff: beyond them the log says enough, and nobody can fill it. */
const recordsAnHour = 300;

/**
 * `operation`: an action by its name, an address by its path. `permission`: where it is not a page that was asked for.
 */
export type Tried = { operation: string; permission?: Permission; input: unknown; isReading?: true };

/**
 * Records that an act or a reading was refused because what it names is out of scope or not there: which of them, only
 * the ids can tell, and the answer takes as long. Once a request, so not again for whoever's role was denied already;
 * the same reading once an hour, since pages ask again by themselves.
 */
export async function recordOutOfReach(session: Session, tried: Tried): Promise<void> {
  const { staff, sessionId, requestId } = session;
  const { operation, permission, input, isReading = false } = tried;
  const details = { ...(permission && { permission }), operation, ids: idsIn(input) };
  await db().transaction(async (tx) => {
    const found = await tx.execute<{ recent: number; isTold: boolean }>(sql`
      select count(*)::int as recent, coalesce(bool_or(request_id = ${requestId}
        or ${isReading} and payload::jsonb->'details' = ${JSON.stringify(details)}::jsonb), false) as "isTold"
      from audit_entry
      where staff_id = ${staff.id} and event = 'permission.deny' and at > clock_timestamp() - interval '1 hour'`);
    const [{ recent, isTold } = { recent: 0, isTold: false }] = found.rows;
    if (isTold || recent >= recordsAnHour) return;
    await appendAudit(tx, {
      event: 'permission.deny',
      phase: 'denied',
      actor: staffActor({ staff, sessionId }),
      requestId,
      details,
    });
  });
}

/** Writes down that what somebody asked for is out of their scope or not there; lets the refusal go on. */
export const outOfReachRecorded = (session: Session, tried: Tried) => async (error: unknown) => {
  if (error instanceof Refusal && error.code === 'forbidden_or_missing') await recordOutOfReach(session, tried);
  throw error;
};
