import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { AcceptDriftInput } from '#lib/schemas/drift';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';

type AcceptedRow = { kind: string; subjectId: string; buildingId: string | null };

/**
 * Notes that a person has looked at changes made elsewhere: one, or all of a group that are open, in scope and no newer
 * than what they were shown. Nothing else changes. All of a group get one instant, which keeps them one group. Throws
 * Refusal `stale` when nothing of it is open any more.
 */
export async function acceptDrift(session: Session, { what, note }: AcceptDriftInput): Promise<{ accepted: number }> {
  await requirePermission(session, 'drift.accept');
  return db().transaction(async (tx) => {
    const { rows } = await tx.execute<AcceptedRow>(sql`
      update drift x set accepted_at = statement_timestamp(), accepted_by = ${session.staff.id}, note = ${note.trim() || null}
      where x.accepted_at is null and ${inScope(session, sql`x.building_id`)} and ${isMeant(what)}
      returning x.kind, x.subject_id as "subjectId", x.building_id as "buildingId"`);
    if (rows.length === 0) throw new Refusal('stale', { params: { reason: 'drift_accepted' } });
    await appendAudit(tx, accepted(session, rows, note.trim() !== ''));
    return { accepted: rows.length };
  });
}

/** One record for each building: a person may have vanished from several. */
const accepted = (session: Session, rows: readonly AcceptedRow[], hasNote: boolean): AuditInput[] =>
  [...Map.groupBy(rows, ({ buildingId }) => buildingId).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind, subjectId, buildingId } = first;
    return {
      event: 'drift.accept',
      phase: 'done',
      actor: staffActor(session),
      object: { type: kind === 'person_vanished' ? 'person' : 'door', id: subjectId },
      ...(buildingId && { buildingId }),
      requestId: session.requestId,
      details: { kind, count: group.length, hasNote },
    };
  });

const isMeant = (what: AcceptDriftInput['what']): SQL =>
  what.of === 'row'
    ? sql`x.id = ${what.id}`
    : sql`x.kind = ${what.kind} and x.subject_id = ${what.subjectId} and x.event_id <= ${what.upTo}`;
