import type { SQL } from 'drizzle-orm';
import { type CsvCell, csvLine } from '#lib/csv';
import { Refusal } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import type { ExportSelection } from '#lib/schemas/export';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

/** One column of the file; a column of the page may become several of them (a window: start, end, zone). */
type CsvColumn<Row> = { head: string; cell: (row: Row) => CsvCell };

type ListSpec<Row> = {
  permission: Permission;
  /** Query for the `id`s of the rows, in scope and in the order of the page. Throws Refusal for what the page refuses. */
  found: (session: Session, selection: ExportSelection) => Promise<SQL>;
  /** The rows of these ids, in this order, as the page shows them. `at` is the domain's now. */
  read: (tx: Tx, session: Session, ids: string[], at: Instant) => Promise<Row[]>;
  /** By the id of the page's column. */
  columns: Record<string, CsvColumn<Row>[]>;
};

/** A list that can be had as a file. */
export type ExportedList = Pick<ListSpec<unknown>, 'permission' | 'found'> & {
  /** The file's first line. Throws Refusal `invalid` on `columns` for one the page does not have. */
  head: (columns: string[]) => string;
  lines: (tx: Tx, session: Session, ids: string[], columns: string[], at: Instant) => Promise<string>;
};

export function exportedList<Row extends { id: string }>(spec: ListSpec<Row>): ExportedList {
  const { permission, found, read } = spec;
  const byId = new Map(Object.entries(spec.columns));
  const chosen = (columns: string[]): CsvColumn<Row>[] => [
    ...columns.flatMap((column) => byId.get(column) ?? unknownColumn()),
    { head: 'ID', cell: (row) => row.id },
  ];
  return {
    permission,
    found,
    head: (columns) => csvLine(chosen(columns).map(({ head }) => head)),
    lines: async (tx, session, ids, columns, at) => {
      const shown = chosen(columns);
      const rows = await read(tx, session, ids, at);
      return rows.map((row) => csvLine(shown.map(({ cell }) => cell(row)))).join('');
    },
  };
}

function unknownColumn(): never {
  throw new Refusal('invalid', { field: 'columns', params: { reason: 'input_invalid' } });
}
