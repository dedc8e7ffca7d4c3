import { type SQL, sql } from 'drizzle-orm';
import { usableContact } from '#lib/access-rules/contact-key';
import type { Instant } from '#lib/time/instant';
import type { Reason } from '#lib/units/plan-calls';
import type { Db, Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { recipientOf } from '../people/recipient-of.ts';
import { isHeldFromUs } from '../reasons/held-doors.ts';
import { isWanting } from '../reasons/reason-rows.ts';
import { lastDoneBy } from '../reasons/waiting-reasons.ts';

/**
 * Condition on a standing `access_reason r`: its person is meant to hold the door, but neither does nor is being given
 * it. What was taken away for a lost phone is given again from there.
 */
export const isMissing = (at: Instant): SQL => sql`
  ${isWanting(sql`r`, at)} and r.person_id is not null
  and (r.ends_at is null or r.ends_at > ${at}::timestamptz)
  and not exists (select 1 from access a
    where a.person_id = r.person_id and a.door_id = r.door_id and ${isHeldFromUs(at)})
  -- Calls of this person first, and not all that was ever done at the door (offset 0 keeps it in this order).
  and not exists (
    select 1 from (select id from operation_item where person_id = r.person_id and action = 'grant' offset 0) call
    cross join lateral (
      select 1 from operation_item_door
      where item_id = call.id and door_id = r.door_id and state in ('queued', 'sending', 'unknown') offset 0) open)
  and ${lastDoneBy} is distinct from 'lost_phone'`;

/** How many people are meant to hold a door and do not, as after its lock was replaced or a grant was refused. */
export async function countMissingHolders(db: Db, doorId: string, at: Instant): Promise<number> {
  const found = await db.execute<{ people: number }>(sql`
    select count(distinct r.person_id) as people from access_reason r where r.door_id = ${doorId} and ${isMissing(at)}`);
  return found.rows[0]?.people ?? 0;
}

export type MissingHolder = Reason & { personId: string; recipient: Recipient };

/**
 * They, with every reason they are meant to hold it for, in the order of their names. The caller has seen to the scope.
 */
export async function missingHolders(tx: Tx, doorId: string, at: Instant): Promise<MissingHolder[]> {
  const found = await tx.execute<MissingHolder>(sql`
    select r.person_id as "personId", ${recipientOf(sql`p`)} as recipient,
      r.door_id as "doorId", r.starts_at as start, r.ends_at as "end", r.shareable, r.role
    from access_reason r join person p on p.id = r.person_id and p.gone_at is null
    where r.door_id = ${doorId} and ${isMissing(at)} order by p.sort_name, p.id`);
  return found.rows.map((one) => ({ ...one, recipient: usableContact(one.recipient) }));
}
