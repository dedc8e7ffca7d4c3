import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { retryChain } from '#server/operations/retry-chain';
import { heldDoors } from '../reasons/held-doors.ts';
import { isWanting } from '../reasons/reason-rows.ts';

/** `holderId`: whom OpenKit has at the address of the call by now. */
export type Refused = NewItem & { id: string; holderId: string | null; afterItemId: string | null };

/**
 * What of refused calls is still asked for. A permanent door that they hold by now is not given twice, and one that
 * nothing they were to hold it for wants any more is not given at all; neither goes on what waited for that.
 */
export async function stillWanted<T extends Refused>(
  tx: Tx,
  session: Session,
  refused: readonly T[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<T[]> {
  const grants = refused.filter(({ action, terms }) => action === 'grant' && terms?.passcodeType === 'PERMANENT');
  if (grants.length === 0) return [...refused];
  const needless = await needlessDoors(tx, grants, { operationId, at });
  const holderIds = grants.flatMap(({ holderId }) => holderId ?? []);
  const held = new Set((await heldDoors(tx, session, holderIds, at)).map((door) => keyOf(door.personId, door.doorId)));
  // Another start: the door is held until it is taken away, just before.
  for (const { action, personId, doors } of refused)
    if (action === 'revoke') for (const { doorId } of doors) held.delete(keyOf(personId, doorId));
  const isNeedless = ({ id, doors }: T) => doors.every(({ doorId }) => needless.has(keyOf(id, doorId)));
  const idle = new Set(grants.filter(isNeedless).map(({ id }) => id));
  const isGrant = new Set(grants);
  return refused.flatMap((item) => {
    if (item.action !== 'grant' && item.afterItemId !== null && idle.has(item.afterItemId)) return [];
    if (!isGrant.has(item)) return [item];
    const doors = item.doors.filter(
      ({ doorId }) => !needless.has(keyOf(item.id, doorId)) && !held.has(keyOf(item.holderId, doorId)),
    );
    return doors.length > 0 ? [{ ...item, doors }] : [];
  });
}

const keyOf = (of: string | null, doorId: string): string => `${of}|${doorId}`;

/**
 * `call|door` of grants whose every reason is over: those noted with the operation or what it sends again, where it gave
 * for reasons noted before it, any. Whoever was given a door without one is still meant to get it.
 */
async function needlessDoors(
  tx: Tx,
  grants: readonly Refused[],
  { operationId, at }: { operationId: string; at: Instant },
): Promise<Set<string>> {
  const found = await tx.execute<{ itemId: string; doorId: string }>(sql`
    select d.item_id as "itemId", d.door_id as "doorId"
    from operation_item i join operation_item_door d on d.item_id = i.id
    join unnest(${sql.param(grants.map(({ id }) => id))}::uuid[],
      ${sql.param(grants.map(({ holderId }) => holderId))}::uuid[]) as asked(id, holder_id) on asked.id = i.id
    cross join lateral (
      select ${isWanting(sql`r`, at)} as is_wanting, r.operation_id = any(${retryChain(operationId)}) as is_own
      from access_reason r
      where r.door_id = d.door_id and not r.is_daily
        and (r.person_id = asked.holder_id or r.person_key = i.person_key)
    ) reason
    group by d.item_id, d.door_id
    having not coalesce(bool_or(is_wanting) filter (where is_own), bool_or(is_wanting))`);
  return new Set(found.rows.map(({ itemId, doorId }) => keyOf(itemId, doorId)));
}
