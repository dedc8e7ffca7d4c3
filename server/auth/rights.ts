import { sql } from 'drizzle-orm';
import type { Role } from '#lib/permissions';
import { fixed } from '#server/db/fixed';
import type { Db, Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import type { Scope } from './scope.ts';

/** What a staff member is and where their role holds, as of now. */
export type Rights = { staff: { id: string; name: string; email: string; role: Role }; scope: Scope };

/** Condition on `staff`: neither disabled nor past their end date, in real time. */
export const isEmployed = fixed<boolean>(
  sql`(${staff.disabledAt} is null and (${staff.endsAt} is null or ${staff.endsAt} > now()))`,
);

/** What to select of `staff` to know these rights, by `rightsIn`. */
export const rightsColumns = fixed(sql`
  staff.id, staff.name, staff.email, staff.role,
  array(
    select s.building_id::text from staff_scope s where s.staff_id = staff.id and s.building_id is not null
    union
    select b.id::text from staff_scope s join building b on b.portfolio_id = s.portfolio_id where s.staff_id = staff.id
  ) as "buildingIds",
  array(
    select distinct s.portfolio_id::text from staff_scope s where s.staff_id = staff.id and s.portfolio_id is not null
  ) as "portfolioIds",
  array(
    select distinct s.door_id::text from staff_scope s where s.staff_id = staff.id and s.door_id is not null
  ) as "doorIds"`);

export type RightsRow = Rights['staff'] & Exclude<Scope, 'all'>;

export const rightsIn = ({ id, name, email, role, buildingIds, portfolioIds, doorIds }: RightsRow): Rights => ({
  staff: { id, name, email, role },
  scope: role === 'owner' ? 'all' : { buildingIds, portfolioIds, doorIds },
});

/**
 * Reads a staff member's role and scope. Null when they do not exist, were disabled or are past their end date.
 * The worker asks this again before it sends: a right taken away stops what is still queued.
 */
export async function readRights(db: Db | Tx, staffId: string): Promise<Rights | null> {
  const {
    rows: [found],
  } = await db.execute<RightsRow>(
    sql`select ${rightsColumns} from staff where staff.id = ${staffId} and ${isEmployed}`,
  );
  return found ? rightsIn(found) : null;
}
