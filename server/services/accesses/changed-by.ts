import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

type Held = { personId: string; doorIds: string[] };
type ChangedBy = { by: string; at: string; door: string; zone: string };

/**
 * Who had something confirmed from here last for this person on one of these doors in scope, for "changed by X": names
 * and times for a refusal. Undefined when nobody did: then it happened outside.
 */
export async function changedBy(
  tx: Tx,
  session: Session,
  held: Held,
  action?: 'revoke',
): Promise<ChangedBy | undefined> {
  const found = await tx.execute<ChangedBy>(sql`
    select s.name as by, d.settled_at as at, coalesce(door.name, 'this door') as door, coalesce(b.time_zone, 'UTC') as zone
    from operation_item i join operation_item_door d on d.item_id = i.id
    join operation o on o.id = i.operation_id join staff s on s.id = o.staff_id
    left join door on door.id = d.door_id left join building b on b.id = d.building_id
    where i.person_id = ${held.personId} and d.door_id = any(${sql.param(held.doorIds)}::uuid[])
      and d.state = 'applied' and ${isAction(action)} and ${inScope(session, sql`d.building_id`)}
    order by d.settled_at desc limit 1`);
  return found.rows[0];
}

const isAction = (action: 'revoke' | undefined): SQL => (action ? sql`i.action = ${action}` : sql`true`);

/** The refusal for an access that is there no more: it names a colleague who revoked it. */
export async function accessGone(tx: Tx, session: Session, held: Held): Promise<Refusal> {
  const colleague = await changedBy(tx, session, held, 'revoke');
  return colleague
    ? new Refusal('stale', { field: 'doorIds', params: { reason: 'revoked_meanwhile', ...colleague } })
    : new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'access_gone' } });
}
