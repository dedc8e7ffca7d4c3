import { eq, type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { covers } from '#lib/permissions';
import type { StaffRights } from '#lib/schemas/staff';
import { dayWindow } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { staff, staffScope } from '#server/db/schema/staff';

/** Real time at which the last day is over; null = no end. */
const endOf = ({ lastDay }: StaffRights): Instant | null => (lastDay === '' ? null : dayWindow(lastDay, 'UTC').end);

/**
 * Refuses rights that make no sense, or that the viewer does not hold: nobody gives away more than their own. Places
 * that do not exist and places outside the viewer's scope answer alike.
 */
export async function checkRights(tx: Tx, session: Session, rights: StaffRights): Promise<void> {
  const { role, portfolioIds, buildingIds, doorIds } = rights;
  if (!covers(session.staff.role, role)) throw new Refusal('forbidden_or_missing', { field: 'role' });
  const placeCount = portfolioIds.length + buildingIds.length + doorIds.length;
  const wrong = (reason: string) => new Refusal('invalid', { field: 'places', params: { reason } });
  if (role === 'owner' && placeCount > 0) throw wrong('owner_everywhere');
  if (role !== 'owner' && placeCount === 0) throw wrong('places_required');
  if (doorIds.length > 0 && role !== 'auditor') throw wrong('doors_for_auditors');
  if (doorIds.length > 0 && doorIds.length < placeCount) throw wrong('doors_or_buildings');
  const end = endOf(rights);
  if (end !== null && end < new Date().toISOString()) {
    throw new Refusal('invalid', { field: 'lastDay', params: { reason: 'end_past' } });
  }
  if (!(await holdsPlaces(tx, session, rights))) throw new Refusal('forbidden_or_missing', { field: 'places' });
  if (!(await holdsUntil(tx, session, end))) throw new Refusal('forbidden_or_missing', { field: 'lastDay' });
}

/** Whoever's own time here ends gives nobody a longer one. */
async function holdsUntil(tx: Tx, session: Session, end: Instant | null): Promise<boolean> {
  const [viewer] = await tx.select({ endsAt: staff.endsAt }).from(staff).where(eq(staff.id, session.staff.id));
  return !viewer?.endsAt || (end !== null && end <= viewer.endsAt);
}

async function holdsPlaces(tx: Tx, { scope }: Session, rights: StaffRights): Promise<boolean> {
  const { portfolioIds, buildingIds, doorIds } = rights;
  if (scope !== 'all' && !portfolioIds.every((id) => scope.portfolioIds.includes(id))) return false;
  const held = scope === 'all' ? sql`true` : sql`building_id = any(${sql.param(scope.buildingIds)}::uuid[])`;
  const found = await tx.execute<{ portfolios: number; buildings: number; doors: number }>(sql`
    select
      (select count(*)::int from portfolio where id = any(${sql.param(portfolioIds)}::uuid[])) as portfolios,
      (select count(*)::int from (select id as building_id from building) b
        where building_id = any(${sql.param(buildingIds)}::uuid[]) and ${held}) as buildings,
      (select count(*)::int from door where id = any(${sql.param(doorIds)}::uuid[]) and ${held}) as doors`);
  const counts = found.rows[0];
  return (
    counts?.portfolios === distinct(portfolioIds).length &&
    counts.buildings === distinct(buildingIds).length &&
    counts.doors === distinct(doorIds).length
  );
}

const distinct = (ids: string[]): string[] => [...new Set(ids)];

/** Writes role, places and end. They act on the person's next request, and on what of theirs is still queued. */
export async function writeRights(tx: Tx, staffId: string, rights: StaffRights): Promise<void> {
  await tx
    .update(staff)
    .set({ role: rights.role, endsAt: endOf(rights) })
    .where(eq(staff.id, staffId));
  await tx.delete(staffScope).where(eq(staffScope.staffId, staffId));
  const rows = [
    ...distinct(rights.portfolioIds).map((portfolioId) => ({ staffId, portfolioId })),
    ...distinct(rights.buildingIds).map((buildingId) => ({ staffId, buildingId })),
    ...distinct(rights.doorIds).map((doorId) => ({ staffId, doorId })),
  ];
  if (rows.length > 0) await tx.insert(staffScope).values(rows);
}

/**
 * Whether this member of staff can prove who they are: by a password, or by single sign-on. `member`: the table's
 * alias.
 */
export const hasComeIn = (
  member: 'staff' | 's',
): SQL<boolean> => sql`(${sql.identifier(member)}.password_hash is not null
  or exists (select 1 from staff_identity i where i.staff_id = ${sql.identifier(member)}.id))`;

/** An owner who can sign in and whose time does not run out. */
export const lastingOwner = sql`${staff.role} = 'owner' and ${staff.disabledAt} is null and ${staff.endsAt} is null
  and ${hasComeIn('staff')}`;

/**
 * Throws Refusal `refused` when no `lastingOwner` would be left. Call it last: the lock lets one change of an owner
 * happen at a time.
 */
export async function keepAnOwner(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('owners', 0))`);
  if ((await tx.$count(staff, lastingOwner)) === 0) throw new Refusal('refused', { params: { reason: 'last_owner' } });
}

/** What was given, as the log keeps it. */
export const recordedRights = ({ role, portfolioIds, buildingIds, doorIds, lastDay }: StaffRights) => ({
  role,
  portfolios: portfolioIds.toSorted(),
  buildings: buildingIds.toSorted(),
  doors: doorIds.toSorted(),
  lastDay: lastDay === '' ? null : lastDay,
});
