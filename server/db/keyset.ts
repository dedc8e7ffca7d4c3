import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { isUuid } from '#lib/ids';
import type { Place } from './cursor.ts';

/** What a list is ordered by. Never null. Text is a `search_key`, which holds no line breaks. */
export type SortColumn = { column: SQL; type: 'text' | 'int' | 'timestamptz' | 'uuid' };

type KeysetSpec = {
  columns: SortColumn[];
  id: SQL;
  isDescending: boolean;
  place: Place | null;
  /** How many of the columns, from the first, stand together in one index: it is then entered at `place`. */
  lead?: number;
};

const readers: Record<SortColumn['type'], { cast: SQL; reads: (part: string) => boolean }> = {
  text: { cast: sql`text collate "C"`, reads: () => true },
  int: { cast: sql`int`, reads: (part) => /^-?\d{1,9}$/.test(part) },
  timestamptz: { cast: sql`timestamptz`, reads: (part) => part === 'infinity' || !Number.isNaN(Date.parse(part)) },
  uuid: { cast: sql`uuid`, reads: isUuid },
};

/**
 * The pieces of a keyset page: `key` is a row's place as text for its cursor, `after` the condition that the page
 * begins behind `place`, `from` what of it the leading columns can tell, `by` the order in the direction of reading.
 * Throws Refusal `invalid` for a place nobody gave out.
 */
export function keyset({ columns, id, isDescending, place, lead = 0 }: KeysetSpec): {
  key: SQL;
  after: SQL;
  from: SQL;
  by: SQL;
} {
  const isUp = isUpwards({ isDescending, place });
  const direction = sql.raw(isUp ? 'asc' : 'desc');
  const beyond = sql.raw(isUp ? '>' : '<');
  const all = [...columns.map(({ column }) => column), id];
  const start = place && startAt(columns, place);
  const from =
    start && lead > 0 ? sql`(${list(all.slice(0, lead))}) ${beyond}= (${list(start.slice(0, lead))})` : sql`true`;
  return {
    key: sql`concat_ws(E'\n', ${list(columns.map(({ column }) => column))})`,
    after: start ? sql`(${list(all)}) ${beyond} (${list(start)}) and ${from}` : sql`true`,
    from,
    by: list(all.map((column) => sql`${column} ${direction}`)),
  };
}

/** Whether rows are read from the smallest up: a page before `place` is read from there backwards. */
export const isUpwards = ({ isDescending, place }: Pick<KeysetSpec, 'isDescending' | 'place'>): boolean =>
  (place?.dir === 'prev') === isDescending;

function startAt(columns: SortColumn[], { key, id }: Place): SQL[] {
  const parts = key.split('\n');
  const isOurs =
    parts.length === columns.length && columns.every(({ type }, at) => readers[type].reads(parts[at] ?? ''));
  if (!isOurs || !isUuid(id)) throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  return [...columns.map(({ type }, at) => sql`${parts[at]}::${readers[type].cast}`), sql`${id}::uuid`];
}

const list = (parts: SQL[]): SQL => sql.join(parts, sql`, `);
