import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { revealsAnHour } from '#lib/permissions';
import { type AuditInput, appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db, type Tx } from '#server/db/pool';

export type Reveal = Pick<AuditInput, 'object' | 'buildingId' | 'details'> & {
  event: 'doorcode.reveal' | 'doorcode.sheet';
};

/**
 * Records what is about to be shown, if the staff member has not looked at too many people's codes within the hour
 * (real time), one act after the other. A sheet counts as the people on it; whoever is below the limit gets a whole
 * one. Once an hour the log tells whoever reads it that somebody reached the limit. Throws Refusal `limited`.
 */
export async function takeReveals(session: Session, reveals: Reveal[]): Promise<void> {
  const isTaken = await db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`reveals|${session.staff.id}`}, 0))`);
    const { done, told } = await lastHour(tx, session);
    const isAllowed = done < revealsAnHour[session.staff.role];
    if (isAllowed)
      await appendAudit(
        tx,
        reveals.map((reveal) => entry(session, reveal, 'done')),
      );
    else if (!told)
      await appendAudit(
        tx,
        reveals.slice(0, 1).map((reveal) => entry(session, reveal, 'denied')),
      );
    return isAllowed;
  });
  if (!isTaken) throw new Refusal('limited', { params: { reason: 'limited_reveal' } });
}

/** People looked at, one in each act that is no sheet, and whether reaching the limit is in the log already. */
async function lastHour(tx: Tx, { staff }: Session): Promise<{ done: number; told: boolean }> {
  const found = await tx.execute<{ done: number; told: boolean }>(sql`
    select (count(distinct request_id) filter (where phase = 'done' and event = 'doorcode.reveal')
        + coalesce(sum((payload::jsonb->'details'->>'people')::int) filter (where phase = 'done'), 0))::int as done,
      coalesce(bool_or(phase = 'denied'), false) as told
    from audit_entry
    where staff_id = ${staff.id} and event in ('doorcode.reveal', 'doorcode.sheet')
      and at > clock_timestamp() - interval '1 hour'`);
  return found.rows[0] ?? { done: 0, told: false };
}

const entry = (session: Session, reveal: Reveal, phase: 'done' | 'denied'): AuditInput => ({
  ...reveal,
  phase,
  actor: staffActor(session),
  requestId: session.requestId,
});
