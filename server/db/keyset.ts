import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { isUuid } from '#lib/ids';
import type { Place } from './cursor.ts';

/** What a list is ordered by. Never null. Text is a `search_key`, which holds no line breaks. */
export type SortColumn = { column: SQL; type: 'text' | 'int' | 'timestamptz' };

type KeysetSpec = { columns: SortColumn[]; id: SQL; isDescending: boolean; place: Place | null };

const readers: Record<SortColumn['type'], { cast: SQL; reads: (part: string) => boolean }> = {
  text: { cast: sql`text collate "C"`, reads: () => true },
  int: { cast: sql`int`, reads: (part) => /^-?\d{1,9}$/.test(part) },
  timestamptz: { cast: sql`timestamptz`, reads: (part) => part === 'infinity' || !Number.isNaN(Date.parse(part)) },
};

/**
 * The pieces of a keyset page: `key` is a row's place as text for its cursor, `after` the condition that the page begins
 * behind `place`, `by` the order in the direction of reading. Throws Refusal `invalid` for a place nobody gave out.
 */
export function keyset({ columns, id, isDescending, place }: KeysetSpec): { key: SQL; after: SQL; by: SQL } {
  const isUpwards = (place?.dir === 'prev') === isDescending;
  const direction = sql.raw(isUpwards ? 'asc' : 'desc');
  const all = [...columns.map(({ column }) => column), id];
  return {
    key: sql`concat_ws(E'\n', ${list(columns.map(({ column }) => column))})`,
    after: place ? sql`(${list(all)}) ${sql.raw(isUpwards ? '>' : '<')} (${start(columns, place)})` : sql`true`,
    by: list(all.map((column) => sql`${column} ${direction}`)),
  };
}

function start(columns: SortColumn[], { key, id }: Place): SQL {
  const parts = key.split('\n');
  const isOurs =
    parts.length === columns.length && columns.every(({ type }, at) => readers[type].reads(parts[at] ?? ''));
  if (!isOurs || !isUuid(id)) throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  return list([...columns.map(({ type }, at) => sql`${parts[at]}::${readers[type].cast}`), sql`${id}::uuid`]);
}

const list = (parts: SQL[]): SQL => sql.join(parts, sql`, `);
