import { type SQL, sql } from 'drizzle-orm';
import type { AccessRole } from '#lib/access-rules/terms';
import type { Instant } from '#lib/time/instant';
import type { Held } from '#lib/units/plan-calls';
import { inScope, type Scoped } from '#server/auth/scope';
import type { Tx } from '#server/db/pool';

export type HeldDoor = Held & {
  personId: string;
  doorName: string;
  buildingId: string;
  buildingName: string;
  timeZone: string | null;
  role: AccessRole | null;
  isConnected: boolean | null;
  /** A resident has one as well, in the Latch app alone. */
  hasCode: boolean;
};

/** Condition on an `access a`: a permanent one that we gave and that is not over. */
export const isHeldFromUs = (at: Instant): SQL => sql`(
  a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind <> 'user'
  and (a.ends_at is null or a.ends_at > ${at}::timestamptz))`;

/**
 * The permanent accesses in scope that we gave these people and that are not over: what PATCH and DELETE are about.
 * `doorIds`: on these alone; thousands of people hold ten times as many.
 */
export async function heldDoors(
  tx: Tx,
  session: Scoped,
  personIds: readonly string[],
  at: Instant,
  doorIds?: readonly string[],
): Promise<HeldDoor[]> {
  const found = await tx.execute<HeldDoor>(sql`
    select a.person_id as "personId", a.door_id as "doorId", a.starts_at as start, a.ends_at as "end", a.shareable,
      a.role, coalesce(d.name, 'Unknown door') as "doorName", a.building_id as "buildingId", b.name as "buildingName",
      b.time_zone as "timeZone", d.is_connected as "isConnected",
      a.doorcode_status in ('valid', 'resident') as "hasCode"
    from access a join building b on b.id = a.building_id left join door d on d.id = a.door_id
    where a.person_id = any(${sql.param([...personIds])}::uuid[]) and ${isHeldFromUs(at)}
      and ${doorIds ? sql`a.door_id = any(${sql.param([...new Set(doorIds)])}::uuid[])` : sql`true`}
      and ${inScope(session, sql`a.building_id`)}
    order by "buildingName", "doorName", a.door_id`);
  return found.rows;
}

type Place = { personId: string; doorId: string };

/** Those of the places, one person at one door, where such an access is held. */
export async function heldPlaces(tx: Tx, places: readonly Place[], at: Instant): Promise<Place[]> {
  const found = await tx.execute<Place>(sql`
    select place.person_id as "personId", place.door_id as "doorId"
    from unnest(${sql.param(places.map(({ personId }) => personId))}::uuid[],
      ${sql.param(places.map(({ doorId }) => doorId))}::uuid[]) as place(person_id, door_id)
    where exists (
      select 1 from access a where a.person_id = place.person_id and a.door_id = place.door_id and ${isHeldFromUs(at)})`);
  return found.rows;
}

/** The permanent accesses in scope that are being given to these people: a revocation takes them away all the same. */
export async function askedDoors(tx: Tx, session: Scoped, personIds: readonly string[]): Promise<HeldDoor[]> {
  const found = await tx.execute<HeldDoor>(sql`
    select i.person_id as "personId", od.door_id as "doorId", i.terms->>'start' as start, i.terms->>'end' as "end",
      (i.terms->>'shareable')::boolean as shareable, i.terms->>'role' as role,
      coalesce(d.name, 'Unknown door') as "doorName", od.building_id as "buildingId", b.name as "buildingName",
      b.time_zone as "timeZone", d.is_connected as "isConnected", false as "hasCode"
    from operation_item i join operation_item_door od on od.item_id = i.id
    join building b on b.id = od.building_id left join door d on d.id = od.door_id
    where i.person_id = any(${sql.param([...personIds])}::uuid[]) and i.action = 'grant'
      and i.terms->>'passcodeType' = 'PERMANENT' and od.state in ('queued', 'sending', 'unknown')
      and ${inScope(session, sql`od.building_id`)}`);
  return found.rows;
}
