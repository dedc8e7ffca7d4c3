import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Count } from '#lib/schemas/page';
import { addDays, dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { countFound, readAccesses } from '../accesses/read-accesses.ts';
import { standsAt } from '../doors/find-door-accesses.ts';
import { countDoorcodesQuery, type DoorcodeFilters, type ListDoorcodesQuery } from './list-query.ts';

/**
 * One page of the accesses whose doorcode works now, or of the daily ones of today or tomorrow in each building's zone;
 * with `code: missing` those for which OpenKit shows none. Holds no code: those come from `revealDoorcodes` alone.
 */
export async function listDoorcodes(session: Session, query: ListDoorcodesQuery): Promise<Page<AccessRow>> {
  await requirePermission(session, 'access.read');
  const at = await now();
  const filters = countDoorcodesQuery.strip().parse(query);
  return readAccesses(session, { ...query, filters, where: await doorcodeFilter(query, at), at });
}

/** How many accesses the same filters find. */
export async function countDoorcodes(session: Session, filters: DoorcodeFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  return countFound(session, { ...filters, where: await doorcodeFilter(filters, await now()) });
}

/** Condition on `access a`. `at` is the domain's now. */
export async function doorcodeFilter({ day, code }: Pick<DoorcodeFilters, 'day' | 'code'>, at: Instant): Promise<SQL> {
  const hasCode = code === 'missing' ? sql`a.doorcode_status <> 'valid'` : sql`a.doorcode_status = 'valid'`;
  if (day === '') return sql`${standsAt(at).now} and ${hasCode}`;
  return sql`a.gone_at is null and ${await isOnDay(day === 'today' ? 0 : 1, at)} and ${hasCode}`;
}

/** The daily accesses of a day by each building's own calendar. Our zones, not PostgreSQL's, decide what day it is. */
export async function isOnDay(daysAhead: number, at: Instant): Promise<SQL> {
  const found = await db().execute<{ zone: string }>(
    sql`select distinct time_zone as zone from building where time_zone is not null`,
  );
  const zones = found.rows.map((row) => row.zone);
  const days = zones.map((zone) => addDays(dayOf(at, zone), daysAhead));
  return sql`(a.building_id, a.day) in (
    select b.id, local.day from unnest(${sql.param(zones)}::text[], ${sql.param(days)}::date[]) as local(zone, day)
    join building b on b.time_zone = local.zone)`;
}
