import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { covers, roles } from '#lib/permissions';
import type { Db, Tx } from '#server/db/pool';
import type { Rights } from './rights.ts';
import type { Session } from './session.ts';

/**
 * Condition on `staff s`: the viewer holds all that this person holds, role and places, and so may see and change them.
 * Owners see everybody; others nobody whose role holds anywhere outside their own scope, or nowhere.
 */
export function isManageable({ staff, scope }: Rights): SQL {
  if (scope === 'all') return sql`true`;
  const covered = roles.filter((role) => covers(staff.role, role) && role !== 'owner');
  const portfolioIds = sql`${sql.param(scope.portfolioIds)}::uuid[]`;
  const buildingIds = sql`${sql.param(scope.buildingIds)}::uuid[]`;
  return sql`(
    s.role = any(${sql.param(covered)}::text[])
    and exists (select 1 from staff_scope held where held.staff_id = s.id)
    and not exists (
      select 1 from staff_scope held where held.staff_id = s.id and not (
        coalesce(held.portfolio_id = any(${portfolioIds}), false)
        or coalesce(held.building_id = any(${buildingIds}), false)
        or coalesce(held.door_id in (select id from door where building_id = any(${buildingIds})), false)))
  )`;
}

export type Managed = { id: string; email: string; name: string; role: string; isOut: boolean };

/**
 * A staff member the viewer may change, locked until the transaction ends. Nobody changes themselves. Throws Refusal
 * `forbidden_or_missing` for others, `refused` for oneself.
 */
export async function lockManaged(tx: Tx | Db, session: Session, staffId: string): Promise<Managed> {
  if (staffId.toLowerCase() === session.staff.id) throw new Refusal('refused', { params: { reason: 'own_rights' } });
  const found = await tx.execute<Managed>(sql`
    select s.id, s.email, s.name, s.role, s.disabled_at is not null as "isOut" from staff s
    where s.id = ${staffId} and ${isManageable(session)} for update`);
  const member = found.rows[0];
  if (!member) throw new Refusal('forbidden_or_missing');
  return member;
}
