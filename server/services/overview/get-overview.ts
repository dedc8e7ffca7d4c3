import { type SQL, sql } from 'drizzle-orm';
import { type Area, everywhere } from '#lib/area';
import { lowBatteryPercent, staleBatteryBefore } from '#lib/battery';
import type { EndingShow } from '#lib/ending-facets';
import type { Overview } from '#lib/schemas/overview';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, inScope, isByDoor } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { buildingsAsked, liesIn } from '../buildings/area.ts';
import { endingFilter } from '../ending/ending-filter.ts';
import { isOfLate, standsThere } from '../operations/state-there.ts';
import { peopleFound } from '../people/find-people.ts';
import { countPeopleQuery } from '../people/list-query.ts';
import { countFailedCodes } from '../plans/count-failed-codes.ts';
import { countAlarms } from './count-alarms.ts';

type DoorCounts = Pick<
  Overview['attention'],
  'offlineDoors' | 'notActivatedDoors' | 'lowBatteries' | 'staleBatteries'
> & { doors: number; buildings: number };
type OperationCounts = Pick<
  Overview['attention'],
  'unconfirmedOperations' | 'operationsForPerson' | 'failedOperations'
>;

/** How much there is in scope, and what of it needs somebody today. Reads the mirror only. */
export async function getOverview(session: Session, area: Area = everywhere): Promise<Overview> {
  await requirePermission(session, 'person.read');
  const at = await now();
  const isHere: IsHere = (buildingId, doorId) => sql`
    ${doorId ? doorInScope(session, buildingId, doorId) : inScope(session, buildingId)} and ${liesIn(area, buildingId)}`;
  const [
    people,
    { doors, buildings, ...doorTrouble },
    operations,
    drift,
    openTasks,
    ownDoors,
    endingSoon,
    waitingForSync,
    alarms,
    failedPlanCodes,
  ] = await Promise.all([
    countPeople(session, area, at),
    countDoors(isHere, at),
    countOperations(session, isHere),
    countDrift(isHere),
    countOpenTasks(isHere),
    countEnding('own', isHere, at),
    countEnding('ends7', isHere, at),
    countWaitingForSync(isHere),
    countAlarms(session, area),
    countFailedCodes(isHere, at),
  ]);
  const counts = { drift, openTasks, ownDoors, endingSoon, waitingForSync, failedPlanCodes };
  const attention = { ...doorTrouble, ...operations, ...alarms, ...counts };
  return { people, doors, buildings, attention };
}

/**
 * Condition: the building named by this column is one the overview is about; where the door is known, it may be that
 * alone.
 */
type IsHere = (buildingId: SQL, doorId?: SQL) => SQL;

/** By building where there are some to look in: one walk along their index, instead of a question for each person. */
async function countPeople(session: Session, area: Area, at: Instant): Promise<number> {
  if (isByDoor(session)) {
    return countOf(sql`
      select count(*) as count from person where ${peopleFound(session, countPeopleQuery.parse(area), at)}`);
  }
  const buildingIds = buildingsAsked(session, area);
  if (buildingIds === 'all') return countOf(sql`select count(*) as count from person where gone_at is null`);
  return countOf(sql`
    select count(distinct person_id) as count from person_building
    where building_id = any(${buildingIds}) and not is_gone`);
}

async function countDoors(isHere: IsHere, at: Instant): Promise<DoorCounts> {
  const found = await db().execute<DoorCounts>(sql`
    select count(*) as doors, count(distinct building_id) filter (where ${isHere(sql`building_id`)}) as buildings,
      count(*) filter (where connection = 'offline') as "offlineDoors",
      count(*) filter (where not is_activated) as "notActivatedDoors",
      count(*) filter (where battery_percent < ${lowBatteryPercent}) as "lowBatteries",
      count(*) filter (where battery_at < ${staleBatteryBefore(at)}::timestamptz) as "staleBatteries"
    from door where gone_at is null and ${isHere(sql`building_id`, sql`id`)}`);
  const [counts] = found.rows;
  if (!counts) throw new Error('A count gave no row.');
  return counts;
}

/** Each as it stands in scope, and by its doors in the area. */
async function countOperations(session: Session, isHere: IsHere): Promise<OperationCounts> {
  const { state } = standsThere(session);
  const found = await db().execute<OperationCounts>(sql`
    select count(distinct o.id) filter (where o.state = 'active' and d.state = 'unknown') as "unconfirmedOperations",
      count(distinct o.id) filter (where d.state = 'needs_person' and ${state} = 'needs_person') as "operationsForPerson",
      count(distinct o.id) filter (where d.state = 'rejected' and ${state} = 'finished') as "failedOperations"
    from operation o join operation_item_door d on d.operation_id = o.id
    where ${isOfLate} and ${isHere(sql`d.building_id`)}`);
  return found.rows[0] ?? { unconfirmedOperations: 0, operationsForPerson: 0, failedOperations: 0 };
}

const countEnding = async (show: EndingShow, isHere: IsHere, at: Instant): Promise<number> =>
  countOf(sql`
    select count(*) as count from access a
    where ${await endingFilter({ show }, at)} and ${isHere(sql`a.building_id`, sql`a.door_id`)}`);

const countDrift = (isHere: IsHere): Promise<number> =>
  countOf(sql`
    select count(*) as count from drift where accepted_at is null and ${isHere(sql`building_id`)}`);

const countOpenTasks = (isHere: IsHere): Promise<number> =>
  countOf(sql`select count(*) as count from task where done_at is null and ${isHere(sql`building_id`)}`);

const countWaitingForSync = (isHere: IsHere): Promise<number> =>
  countOf(sql`
    select count(*) as count from access
    where awaits_sync_since is not null and ${isHere(sql`building_id`, sql`door_id`)}`);

async function countOf(query: SQL): Promise<number> {
  const found = await db().execute<{ count: number }>(query);
  return found.rows[0]?.count ?? 0;
}
