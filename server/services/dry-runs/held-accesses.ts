import { sql } from 'drizzle-orm';
import type { AccessRole } from '#lib/access-rules/terms';
import type { SelectableList } from '#lib/selectable-lists';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { recipientOf } from '../people/recipient-of.ts';

export type HeldAccess = {
  personId: string;
  recipient: Recipient;
  doorId: string;
  doorName: string;
  buildingId: string | null;
  timeZone: string | null;
  start: Instant;
  end: Instant | null;
  shareable: boolean | null;
  role: AccessRole | null;
  isPermanent: boolean;
  isOurs: boolean;
  /** Several permanent ones on this door: PATCH and DELETE name only person and door. */
  isDoubled: boolean;
  /** A door of the unit they live in. */
  isHome: boolean;
  isUnderWay: boolean;
};

/**
 * The accesses a selection stands for, those in scope that are not over: the chosen ones themselves, or of chosen
 * people the permanent ones we gave. In the order of the people's names.
 */
export async function heldAccesses(
  tx: Tx,
  session: Session,
  { list, ids, at }: { list: SelectableList; ids: string[]; at: Instant },
): Promise<HeldAccess[]> {
  const wanted = sql`${sql.param(ids)}::uuid[]`;
  const isWanted =
    list === 'people'
      ? sql`a.person_id = any(${wanted}) and a.passcode_type = 'PERMANENT' and a.granter_kind <> 'user'`
      : sql`a.id = any(${wanted})`;
  const found = await tx.execute<HeldAccess>(sql`
    select a.person_id as "personId", ${recipientOf(sql`p`)} as recipient,
      a.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName", a.building_id as "buildingId",
      b.time_zone as "timeZone", a.starts_at as start, a.ends_at as "end", a.shareable, a.role,
      a.passcode_type = 'PERMANENT' as "isPermanent", a.granter_kind <> 'user' as "isOurs",
      exists (select 1 from access twin where twin.person_id = a.person_id and twin.door_id = a.door_id
        and twin.id <> a.id and twin.passcode_type = 'PERMANENT' and twin.gone_at is null
        and (twin.ends_at is null or twin.ends_at > ${at}::timestamptz)) as "isDoubled",
      exists (select 1 from tenancy t join unit_door ud on ud.unit_id = t.unit_id
        where t.person_id = a.person_id and t.ended_at is null and ud.door_id = a.door_id) as "isHome",
      exists (select 1 from operation_item i join operation_item_door od on od.item_id = i.id
        where i.person_id = a.person_id and od.door_id = a.door_id and i.state <> 'settled'
          and od.state in ('queued', 'sending', 'unknown')) as "isUnderWay"
    from access a join person p on p.id = a.person_id
    left join door d on d.id = a.door_id left join building b on b.id = a.building_id
    where ${isWanted} and a.gone_at is null and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and ${inScope(session, sql`a.building_id`)}
    order by p.sort_name, p.id, d.sort_name, a.door_id`);
  return found.rows;
}

/** Where an access is, as a row of a dry run names it. */
export const doorOf = ({ doorId, buildingId, doorName, timeZone }: HeldAccess) => ({
  doorId,
  buildingId,
  name: doorName,
  timeZone,
});
