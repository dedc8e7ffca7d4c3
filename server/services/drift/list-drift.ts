import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { DriftGroup } from '#lib/schemas/drift';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { driftGroups, subjectName } from './find-groups.ts';
import type { DriftFilters, ListDriftQuery } from './list-query.ts';

type FoundGroup = Omit<DriftGroup, 'id' | 'building' | 'accepted'> & {
  key: string;
  buildingId: string | null;
  buildingName: string | null;
  timeZone: string | null;
  acceptedAt: string | null;
  acceptedBy: string | null;
  note: string | null;
};

/** Stands in the order where nobody knows the building: null has no place behind which a page could begin. */
const noBuilding = '00000000-0000-0000-0000-000000000000';

/** One page of what changed at OpenKit without us, grouped by what happened to what, the newest first. */
export async function listDrift(session: Session, query: ListDriftQuery): Promise<Page<DriftGroup>> {
  await requirePermission(session, 'access.read');
  const { cursor, limit, sort, ...filters } = query;
  const order = { sort, filters };
  const place = decodeCursor(order, cursor);
  const { key, after, by } = keyset({
    columns: [
      { column: sql`g.at`, type: 'timestamptz' },
      { column: sql`g.kind collate "C"`, type: 'text' },
      { column: sql`coalesce(g.building_id, ${noBuilding}::uuid)`, type: 'uuid' },
    ],
    id: sql`g.subject_id`,
    isDescending: true,
    place,
  });
  const [found, freshness] = await Promise.all([
    db().execute<FoundGroup>(sql`
      with groups as materialized (${driftGroups(session, filters)})
      select g.kind, g.subject_id as "subjectId", coalesce(${subjectName(sql`g`)}, 'Unknown door') as "subjectName",
        g.count, g.first_at as "firstAt", g.last_at as "lastAt", g.accepted_at as "acceptedAt", g.note,
        s.name as "acceptedBy", b.id as "buildingId", b.name as "buildingName", b.time_zone as "timeZone", ${key} as key
      from groups g left join building b on b.id = g.building_id left join staff s on s.id = g.accepted_by
      where ${after} order by ${by} limit ${limit + 1}`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, limit, order, place, (row) => ({ key: row.key, id: row.subjectId }));
  return { ...page, items: page.items.map(toGroup), ...freshness };
}

/** How many groups the same filters find. */
export async function countDrift(session: Session, filters: DriftFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  const { rows } = await db().execute<{ count: number }>(sql`
    select count(*) as count from (${driftGroups(session, filters)}) g`);
  return { count: rows[0]?.count ?? 0, isExact: true };
}

function toGroup(row: FoundGroup): DriftGroup {
  const { key: _, buildingId, buildingName, timeZone, acceptedAt, acceptedBy, note, ...group } = row;
  return {
    ...group,
    id: [group.kind, group.subjectId, buildingId, acceptedAt].filter(Boolean).join(' '),
    building: buildingId === null ? null : { id: buildingId, name: buildingName ?? '', timeZone },
    accepted: acceptedAt === null ? null : { at: acceptedAt, by: acceptedBy ?? 'Former staff', note: note ?? '' },
  };
}
