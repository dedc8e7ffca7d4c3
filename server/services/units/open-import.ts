import { Refusal } from '#lib/errors';
import type { RowReport } from '#lib/schemas/table-import';
import { type ParsedTable, parseTable } from '#lib/table/parse-table';
import type { RowProblem } from '#lib/table/unit-rows';
import { requirePermission, requireProof } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { takeHourly } from '#server/auth/take-hourly';
import type { Tx } from '#server/db/pool';
import { buildingsInScope, type NamedBuilding } from './named-places.ts';

const problemsTold = 200;

/**
 * The table of an import, for whoever may edit units, and to apply it for a fresh proof alone. Throws Refusal `invalid`
 * on `text` when it is none, `limited`.
 */
export async function openImport(session: Session, input: { text: string; apply: boolean }): Promise<ParsedTable> {
  await requirePermission(session, 'unit.edit');
  if (input.apply) requireProof(session);
  await takeHourly(session, 'import');
  const table = parseTable(input.text);
  if ('reason' in table) throw new Refusal('invalid', { field: 'text', params: table });
  return table;
}

/** The buildings that rows may name, and the name of the one that stands for rows without; empty = none does. */
export async function importPlaces(
  tx: Tx,
  session: Session,
  buildingId: string | null,
): Promise<{ buildings: NamedBuilding[]; unnamed: string }> {
  const buildings = await buildingsInScope(tx, session);
  const chosen = buildings.find(({ id }) => id === buildingId);
  if (buildingId && !chosen) throw new Refusal('forbidden_or_missing', { field: 'buildingId' });
  return { buildings, unnamed: chosen?.name ?? '' };
}

/** In the order of rows, the first of them. */
export const reportOf = (problems: readonly RowProblem[]): RowReport => ({
  problemRows: problems.length,
  problems: problems.toSorted((a, b) => a.line - b.line).slice(0, problemsTold),
});
