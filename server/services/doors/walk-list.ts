import { sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { WalkDoor, WalkList } from '#lib/schemas/walk';
import { floorOf } from '#lib/units/suggest-units';
import { requirePermission } from '#server/auth/policy';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';

const mostDoors = 500;

/** The locks in scope that have something to learn, for somebody who walks there with the app. */
export async function walkList(session: Session, area: Area): Promise<WalkList> {
  await requirePermission(session, 'access.read');
  const shownAt = await now();
  const found = await db().execute<Omit<WalkDoor, 'floor'>>(sql`
    select a.door_id as "doorId", d.name, d.building_id as "buildingId", b.name as "buildingName",
      b.time_zone as "timeZone", min(a.awaits_sync_since) as since,
      coalesce(array_agg(distinct ${personName(sql`p`)}) filter (where a.gone_at is null), '{}') as "toLearn",
      coalesce(array_agg(distinct ${personName(sql`p`)}) filter (where a.gone_at is not null), '{}')
        as "toForget"
    from access a join door d on d.id = a.door_id join building b on b.id = d.building_id
    join person p on p.id = a.person_id
    where a.awaits_sync_since is not null and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
      and ${liesIn(area, sql`d.building_id`)}
    group by a.door_id, d.id, b.id order by b.sort_name, d.sort_name, d.id limit ${mostDoors + 1}`);
  const doors = found.rows.slice(0, mostDoors).map((door) => ({ ...door, floor: floorOf(door.name) }));
  return { doors: doors.toSorted(inWalkingOrder), isWhole: found.rows.length <= mostDoors, shownAt };
}

/** Doors whose name tells no floor come first: most of them are at the entrance. */
const inWalkingOrder = (a: WalkDoor, b: WalkDoor): number =>
  a.buildingName.localeCompare(b.buildingName) ||
  (a.floor ?? 0) - (b.floor ?? 0) ||
  a.name.localeCompare(b.name, 'en', { numeric: true });
