import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { CertificationRow, Endability, Ending, RowDecision } from '#lib/schemas/certification';
import type { Count } from '#lib/schemas/page';
import type { AnswerRow } from '#lib/schemas/question';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { type Db, db, type Tx } from '#server/db/pool';
import { standing } from '../doors/find-door-accesses.ts';
import { isNamed } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { ListRowsQuery, RowFilters } from './list-query.ts';
import { readCertification } from './read-certification.ts';
import { endability, ending, rowJoins } from './row-parts.ts';

type FoundRow = {
  id: string;
  answer: Omit<AnswerRow, 'stands'>;
  stands: AnswerRow['stands'];
  decision: RowDecision | null;
  comment: string;
  decidedBy: string | null;
  decidedAt: Instant | null;
  version: number;
  endOperationId: string | null;
  endability: Endability;
  ending: Ending;
  key: string;
};

/** One page of a worksheet, by name: each access as it was read, what was decided, and how ending it stands now. */
export async function listCertificationRows(session: Session, query: ListRowsQuery): Promise<Page<CertificationRow>> {
  await requirePermission(session, 'access.read');
  await readCertification(db(), session, query.id);
  const { id, q, show, sort } = query;
  const order = { sort, filters: { id, q, show } };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const { key, after, by } = keyset({
    columns: [{ column: sql`r.sort_name`, type: 'text' }],
    id: sql`r.access_id`,
    isDescending: sort === '-name',
    place,
  });
  const [found, freshness] = await Promise.all([
    selectRows(db(), { at, key, where: sql`${isMeant(query)} and ${after}`, by, limit: query.limit + 1 }),
    coverageNow(db()),
  ]);
  const page = cutPage(found, query.limit, order, place, (row: FoundRow) => ({ key: row.key, id: row.id }));
  return { ...page, items: page.items.map(toRow), ...freshness };
}

export async function countCertificationRows(session: Session, filters: RowFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  await readCertification(db(), session, filters.id);
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from certification_row r where ${isMeant(filters)}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

/** All of them in order, for the evidence. */
export async function readAllRows(tx: Db | Tx, certificationId: string, at: Instant): Promise<CertificationRow[]> {
  const found = await selectRows(tx, {
    ...{ at, key: sql`''`, where: sql`r.certification_id = ${certificationId}` },
    ...{ by: sql`r.sort_name, r.access_id`, limit: null },
  });
  return found.map(toRow);
}

type Select = { at: Instant; key: SQL; where: SQL; by: SQL; limit: number | null };

async function selectRows(tx: Db | Tx, { at, key, where, by, limit }: Select): Promise<FoundRow[]> {
  const found = await tx.execute<FoundRow>(sql`
    select r.access_id as id, r.answer, r.decision, r.comment, s.name as "decidedBy", r.decided_at as "decidedAt",
      r.version, r.operation_id as "endOperationId", ${endability(at)} as endability, ${ending} as ending, ${standing(at)} as stands, ${key} as key
    from certification_row r ${rowJoins} left join staff s on s.id = r.decided_by
    where ${where} order by ${by} limit ${limit}`);
  return found.rows;
}

function isMeant({ id, q, show }: RowFilters): SQL {
  const shown = show === '' ? sql`true` : show === 'open' ? sql`r.decision is null` : sql`r.decision = ${show}`;
  return sql`r.certification_id = ${id} and ${shown} and ${isNamed(sql`r.sort_name`, q)}`;
}

const toRow = ({ answer, key: _, ...row }: FoundRow): CertificationRow => ({ ...answer, ...row });
