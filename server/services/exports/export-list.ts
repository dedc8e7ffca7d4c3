import { sql } from 'drizzle-orm';
import type { ExportListInput, ExportSelection } from '#lib/schemas/export';
import type { Json } from '#server/audit/canonical';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { exportedLists } from './export-lists.ts';
import { recordExport } from './record-export.ts';
import { rowsMeant } from './rows-meant.ts';

/**
 * Records that somebody takes rows out of Gatehouse, and gives the address they can be had at: see `recordExport`.
 * Throws Refusal `invalid` for a filter or column that the list does not have.
 */
export async function exportList(session: Session, input: ExportListInput): Promise<{ id: string; count: number }> {
  await requirePermission(session, 'export.create');
  const { selection, columns } = input;
  const list = exportedLists[selection.list];
  await requirePermission(session, list.permission);
  list.head(columns);
  const rows = await rowsMeant(session, selection);
  return db().transaction(async (tx) => {
    const found = await tx.execute<{ count: number }>(sql`select count(*) as count from (${rows}) meant`);
    const count = found.rows[0]?.count ?? 0;
    const id = await recordExport(tx, session, {
      selection,
      columns,
      details: { format: 'csv', list: selection.list, count, columns, ...filterOf(selection) },
      ...personalOf(selection),
    });
    return { id, count };
  });
}

/** What was searched for and asked: that may be somebody's name. */
const typed = ['q', 'ask'];

/** Which rows, without what was typed. */
function filterOf(selection: ExportSelection): Record<string, Json> {
  if (selection.kind === 'ids') return { chosen: selection.ids.length };
  const filters = [...new URLSearchParams(selection.search)].filter(([name]) => !typed.includes(name));
  return { filter: Object.fromEntries(filters), leftOut: selection.excludedIds.length };
}

function personalOf(selection: ExportSelection): { personal?: Record<string, string> } {
  if (selection.kind === 'ids') return {};
  const words = [...new URLSearchParams(selection.search)].filter(
    ([name, value]) => typed.includes(name) && value !== '',
  );
  return words.length > 0 ? { personal: Object.fromEntries(words) } : {};
}
