import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#lib/errors';
import { settings } from '../settings.ts';

/** A place in a sorted list: after (`next`) or before (`prev`) the row with this sort key and id. */
export type Place = { key: string; id: string; dir: 'next' | 'prev' };

const version = 2;
const cursorSchema = z.strictObject({
  v: z.literal(version),
  key: z.string(),
  id: z.string(),
  dir: z.enum(['next', 'prev']),
  seal: z.string(),
});

export type ListOrder = { sort: string; filters: Record<string, string> };

function encodeCursor(order: ListOrder, place: Place): string {
  const { key, id, dir } = place;
  const value = { v: version, key, id, dir, seal: sealOf(order, place) };
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * Reads a cursor that was given out for the same sort and filters. Empty = the first page. Throws Refusal `invalid` for
 * any other.
 */
export function decodeCursor(order: ListOrder, cursor: string): Place | null {
  if (cursor === '') return null;
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data.seal !== sealOf(order, parsed.data)) {
    throw new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });
  }
  const { key, id, dir } = parsed.data;
  return { key, id, dir };
}

/** Cuts `limit + 1` rows, read in the direction of `place`, to a page in list order with its two cursors. */
export function cutPage<T>(
  rows: T[],
  limit: number,
  order: ListOrder,
  place: Place | null,
  keyOf: (row: T) => { key: string; id: string },
): { items: T[]; nextCursor: string | null; prevCursor: string | null } {
  const hasMore = rows.length > limit;
  const kept = rows.slice(0, limit);
  const isBackward = place?.dir === 'prev';
  const items = isBackward ? kept.reverse() : kept;
  const first = items[0];
  const last = items.at(-1);
  const hasNext = isBackward || hasMore;
  const hasPrev = isBackward ? hasMore : place !== null;
  return {
    items,
    nextCursor: last && hasNext ? encodeCursor(order, { ...keyOf(last), dir: 'next' }) : null,
    prevCursor: first && hasPrev ? encodeCursor(order, { ...keyOf(first), dir: 'prev' }) : null,
  };
}

/**
 * Keyed: further pages count as no search, so nobody makes one up for a search that was not counted; and a key holds
 * only what PostgreSQL wrote, which it can read again.
 */
const sealOf = ({ sort, filters }: ListOrder, { key, id, dir }: Place): string =>
  createHmac('sha256', settings().secrets.session)
    .update(JSON.stringify([sort, Object.entries(filters).sort(), key, id, dir]))
    .digest('base64url')
    .slice(0, 16);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
