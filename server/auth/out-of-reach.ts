import { sql } from 'drizzle-orm';
import type { Permission } from '#lib/permissions';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import type { Session } from './session.ts';

/** Of one member of staff: beyond them the log says enough, and nobody can fill it. */
const recordsAnHour = 300;
const idsRecorded = 10;

export type Tried = { operation: string; permission: Permission; input: unknown };

/**
 * Records that an act was refused because what it names is out of scope or not there: which of them, only the ids can
 * tell. Once a request, so not again for whoever's role was denied already.
 */
export async function recordOutOfReach(session: Session, { operation, permission, input }: Tried): Promise<void> {
  const { staff, sessionId, requestId } = session;
  await db().transaction(async (tx) => {
    const found = await tx.execute<{ recent: number; isTold: boolean }>(sql`
      select count(*)::int as recent, coalesce(bool_or(request_id = ${requestId}), false) as "isTold" from audit_entry
      where staff_id = ${staff.id} and event = 'permission.deny' and at > clock_timestamp() - interval '1 hour'`);
    const [{ recent, isTold } = { recent: 0, isTold: false }] = found.rows;
    if (isTold || recent >= recordsAnHour) return;
    await appendAudit(tx, {
      event: 'permission.deny',
      phase: 'denied',
      actor: { kind: 'staff', staffId: staff.id, sessionId },
      requestId,
      details: { permission, operation, ids: idsIn(input) },
    });
  });
}

const idsIn = (input: unknown): string[] => {
  const ids = JSON.stringify(input).match(/(?<=")[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")/gi) ?? [];
  return [...new Set(ids)].slice(0, idsRecorded);
};
