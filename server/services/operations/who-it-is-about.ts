import { type SQL, sql } from 'drizzle-orm';
import type { OperationKind } from '#lib/schemas/operation';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';

/**
 * Query for who (`id`, `name`) moves out or on by these operations (`operation_id`; ids in SQL), as far as they may be
 * seen: their leases were ended by it, or by one that it sends again. Whoever was let in for them loses doors by the
 * same operations and moves nowhere.
 */
export const leavingBy = (session: Session, operationIds: SQL): SQL => sql`
  with recursive again as (
    select id as operation_id, id as earlier_id, retry_of from operation
    where kind in ('move_out', 'transfer') and id in (${operationIds})
    union all
    select again.operation_id, o.id, o.retry_of from again join operation o on o.id = again.retry_of
  )
  select distinct again.operation_id, p.id, ${personName(sql`p`)} as name
  from again join tenancy t on t.ended_operation_id = again.earlier_id join person p on p.id = t.person_id
  where ${personInScope(session, sql`p.id`)}`;

/** One person under two addresses, or with guests: whoever is called upon first. */
const kindsAboutOne: readonly OperationKind[] = ['change_email', 'transfer'];

/** How many people an operation is about, of so many addresses that its calls are for, and so many who leave. */
export function peopleIn(kind: OperationKind, addresses: number, leaving: number): number {
  if (leaving > 0) return leaving;
  return kindsAboutOne.includes(kind) ? Math.min(addresses, 1) : addresses;
}
