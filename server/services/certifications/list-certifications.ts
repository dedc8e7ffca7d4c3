import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { CertificationListRow } from '#lib/schemas/certification';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { isNamed } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { ListCertificationsQuery } from './list-query.ts';
import { isVisible } from './read-certification.ts';

/** One page of the worksheets all of whose doors are in scope, newest first. `q` is a word of a door or a building. */
export async function listCertifications(
  session: Session,
  query: ListCertificationsQuery,
): Promise<Page<CertificationListRow>> {
  await requirePermission(session, 'access.read');
  const { q, portfolio, building, doors, state, sort } = query;
  const order = { sort, filters: { q, portfolio, building, doors, state } };
  const place = decodeCursor(order, query.cursor);
  const { key, after, by } = keyset({
    columns: [{ column: sql`c.created_at`, type: 'timestamptz' }],
    id: sql`c.id`,
    isDescending: sort === '-created',
    place,
  });
  const [found, freshness] = await Promise.all([
    db().execute<CertificationListRow & { key: string }>(sql`
      select c.id, seen.*, c.from_at as "from", c.to_at as "to", c.zone, c.created_at as "createdAt",
        coalesce(s.name, 'Somebody who left') as "staffName", c.signed_at as "signedAt", signer.name as "signedBy",
        (select count(*) from certification_row r where r.certification_id = c.id) as rows,
        (select count(*) from certification_row r where r.certification_id = c.id and r.decision is null) as open,
        ${key} as key
      from certification c left join staff s on s.id = c.staff_id left join staff signer on signer.id = c.signed_by
      cross join lateral (${doorsOf(query)}) seen
      where ${isVisible(session)} and ${isInState(state)} and ${after}
      order by ${by} limit ${query.limit + 1}`),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** A worksheet is listed when one of its doors is asked for, and then with all of them. */
const doorsOf = (query: ListCertificationsQuery): SQL => sql`
  select count(*) as "doorCount",
    (array_agg(coalesce(d.name, 'Unknown door') order by d.sort_name))[1] as "doorName",
    (array_agg(coalesce(b.name, 'Unknown building') order by d.sort_name))[1] as "buildingName"
  from certification_door cd left join door d on d.id = cd.door_id left join building b on b.id = cd.building_id
  where cd.certification_id = c.id having count(*) filter (where ${isAsked(query)}) > 0`;

function isAsked(query: ListCertificationsQuery): SQL {
  const named = sql`(${isNamed(sql`d.sort_name`, query.q)} or ${isNamed(sql`b.sort_name`, query.q)})`;
  const meant = query.doors ? sql`cd.door_id = any(${sql.param(query.doors.split(','))}::uuid[])` : sql`true`;
  return sql`${liesIn(query, sql`cd.building_id`)} and ${meant} and ${named}`;
}

function isInState(state: ListCertificationsQuery['state']): SQL {
  if (state === '') return sql`true`;
  return state === 'open' ? sql`c.signed_at is null` : sql`c.signed_at is not null`;
}
