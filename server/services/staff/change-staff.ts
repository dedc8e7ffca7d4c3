import { sql } from 'drizzle-orm';
import type { Role } from '#lib/permissions';
import type { ChangeStaffInput } from '#lib/schemas/staff';
import { appendAudit } from '#server/audit/append';
import { lockManaged } from '#server/auth/manageable';
import { requirePermission, requireProof } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { checkRights, keepAnOwner, recordedRights, writeRights } from './set-rights.ts';
import { staffEntry } from './staff-entry.ts';

/**
 * Gives somebody another role, other places or another end. Acts on their next request and on what of theirs is queued.
 * Throws Refusal `invalid`, `refused` (oneself, the last owner), `forbidden_or_missing`.
 */
export async function changeStaff(session: Session, { staffId, ...rights }: ChangeStaffInput): Promise<void> {
  await requirePermission(session, 'staff.manage');
  requireProof(session);
  await db().transaction(async (tx) => {
    const member = await lockManaged(tx, session, staffId);
    await checkRights(tx, session, rights);
    const before = await readRecorded(tx, staffId);
    await writeRights(tx, staffId, rights);
    await keepAnOwner(tx);
    await appendAudit(tx, staffEntry(session, 'staff.manage', member, { before, after: recordedRights(rights) }));
  });
}

async function readRecorded(tx: Tx, staffId: string) {
  const found = await tx.execute<{
    role: Role;
    portfolios: string[];
    buildings: string[];
    doors: string[];
    lastDay: string | null;
  }>(sql`
    select s.role,
      array(select portfolio_id::text from staff_scope where staff_id = s.id and portfolio_id is not null order by 1) as portfolios,
      array(select building_id::text from staff_scope where staff_id = s.id and building_id is not null order by 1) as buildings,
      array(select door_id::text from staff_scope where staff_id = s.id and door_id is not null order by 1) as doors,
      ((s.ends_at at time zone 'UTC')::date - 1)::text as "lastDay"
    from staff s where s.id = ${staffId}`);
  return found.rows[0] ?? {};
}
