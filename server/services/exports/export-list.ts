import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ExportListInput, ExportSelection } from '#lib/schemas/export';
import { addMs, type Instant } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import type { Json } from '#server/audit/canonical';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { exportRequest } from '#server/db/schema/exports';
import { exportedLists } from './export-lists.ts';
import { rowsMeant } from './rows-meant.ts';

const lifetimeMs = 10 * 60_000;
/** More than anybody reads; who asks for more is taking the mirror away file by file. */
const perHour = 30;

/**
 * Records that somebody takes rows out of Gatehouse, and gives the address they can be had at for ten minutes, by this
 * session alone: `/api/exports/<id>`. Throws Refusal `invalid` for a filter or column that the list does not have,
 * `limited` after 30 in an hour.
 */
export async function exportList(session: Session, input: ExportListInput): Promise<{ id: string; count: number }> {
  await requirePermission(session, 'export.create');
  const { selection, columns } = input;
  const list = exportedLists[selection.list];
  await requirePermission(session, list.permission);
  list.head(columns);
  const rows = await rowsMeant(session, selection);
  const id = randomUUID();
  const count = await db().transaction(async (tx) => {
    const found = await tx.execute<{ count: number; at: Instant; recent: number }>(sql`
      select (select count(*) from (${rows}) meant) as count, clock_timestamp() as at,
        (select count(*) from export_request
          where staff_id = ${session.staff.id} and created_at > clock_timestamp() - interval '1 hour') as recent`);
    const [facts] = found.rows;
    if (!facts || facts.recent >= perHour) throw new Refusal('limited', { params: { reason: 'export_often' } });
    await tx.execute(sql`delete from export_request where created_at < clock_timestamp() - interval '1 hour'`);
    await tx.insert(exportRequest).values({
      id,
      sessionId: session.sessionId,
      staffId: session.staff.id,
      selection,
      columns,
      createdAt: facts.at,
      expiresAt: addMs(facts.at, lifetimeMs),
    });
    await appendAudit(tx, {
      event: 'export.create',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'export', id },
      requestId: session.requestId,
      details: { format: 'csv', list: selection.list, count: facts.count, columns, ...filterOf(selection) },
      ...personalOf(selection),
    });
    return facts.count;
  });
  return { id, count };
}

/** Which rows, without what was searched for: that may be somebody's name. */
function filterOf(selection: ExportSelection): Record<string, Json> {
  if (selection.kind === 'ids') return { chosen: selection.ids.length };
  const filters = [...new URLSearchParams(selection.search)].filter(([name]) => name !== 'q');
  return { filter: Object.fromEntries(filters), leftOut: selection.excludedIds.length };
}

function personalOf(selection: ExportSelection): { personal?: Record<string, string> } {
  const q = selection.kind === 'filter' && new URLSearchParams(selection.search).get('q');
  return q ? { personal: { q } } : {};
}
