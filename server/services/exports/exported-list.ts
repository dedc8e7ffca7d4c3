import type { SQL } from 'drizzle-orm';
import { type CsvCell, csvLine } from '#lib/csv';
import { Refusal } from '#lib/errors';
import { coverageSentence } from '#lib/messages/coverage-words';
import { coverageLimits } from '#lib/page';
import type { Permission } from '#lib/permissions';
import type { ExportSelection } from '#lib/schemas/export';
import type { Instant } from '#lib/time/instant';
import { withOffset } from '#lib/time/offset';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { coverageNow, type Freshness } from '../sync/coverage.ts';

/** One column of the file; a column of the page may become several of them (a window: start, end, zone). */
type CsvColumn<Row> = { head: string; cell: (row: Row) => CsvCell };

type ListSpec<Row> = {
  permission: Permission;
  /**
   * Query for the `id`s of the rows, in scope and in the order of the page. Throws Refusal for what the page refuses.
   */
  found: (session: Session, selection: ExportSelection) => Promise<SQL>;
  /** The rows of these ids, in this order, as the page shows them. `at` is the domain's now. */
  read: (tx: Tx, session: Session, ids: string[], at: Instant) => Promise<Row[]>;
  /** By the id of the page's column, each whole by itself: what several of them hold is in the file once. */
  columns: Record<string, CsvColumn<Row>[]>;
  /** Set where rows are all there is, as in the log, or say by themselves what they cannot hold. */
  isWhole?: true;
};

/**
 * Coverage as columns, and the limits as the head of one: a line above the head or below the rows would be a row to
 * every program that reads the file, a cell would say it a million times, and a file without rows has a head alone.
 */
const freshness: CsvColumn<Freshness>[] = [
  {
    head: `Read from OpenKit. ${coverageSentence(coverageLimits)}`,
    cell: ({ asOf }) => asOf && withOffset(asOf, 'UTC'),
  },
  // Not the reading of the column before, if that was followed by one that looked wrong.
  { head: 'The last reading was believed', cell: ({ coverage }) => believed[coverage.sweep] },
];

const believed = { complete: 'Yes', suspect: 'No', never: null } as const;

/** A list that can be had as a file. */
export type ExportedList = Pick<ListSpec<unknown>, 'permission' | 'found'> & {
  /** The file's first line. Throws Refusal `invalid` on `columns` for one the page does not have. */
  head: (columns: string[]) => string;
  lines: (tx: Tx, session: Session, ids: string[], columns: string[], at: Instant) => Promise<string>;
};

export function exportedList<Row extends { id: string }>(spec: ListSpec<Row>): ExportedList {
  const { permission, found, read, isWhole } = spec;
  const told = isWhole ? [] : freshness;
  const byId = new Map(Object.entries(spec.columns));
  const chosen = (columns: string[]): CsvColumn<Row>[] => {
    const all = columns.flatMap((column) => byId.get(column) ?? unknownColumn());
    return all.filter(({ head }, at) => all.findIndex((other) => other.head === head) === at);
  };
  return {
    permission,
    found,
    head: (columns) => csvLine([...chosen(columns), ...told, id].map(({ head }) => head)),
    lines: async (tx, session, ids, columns, at) => {
      const shown = chosen(columns);
      const rows = await read(tx, session, ids, at);
      const mirror = isWhole ? null : await coverageNow(tx);
      const said = mirror ? freshness.map(({ cell }) => cell(mirror)) : [];
      return rows.map((row) => csvLine([...shown.map(({ cell }) => cell(row)), ...said, id.cell(row)])).join('');
    },
  };
}

const id: CsvColumn<{ id: string }> = { head: 'ID', cell: (row) => row.id };

function unknownColumn(): never {
  throw new Refusal('invalid', { field: 'columns', params: { reason: 'input_invalid' } });
}
