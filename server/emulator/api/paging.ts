import type { CallFaults } from '../faults/call-faults.ts';
import type { Readings } from '../readings/readings.ts';
import { Refusal } from '../rules/refusal.ts';

type Request = {
  pageSize: number;
  pageToken?: string | undefined;
  /** The token of the first page: "0" for users and residents, "1" for doors. */
  firstToken: number;
};

export type Page<Item> = { items: Item[]; next: { nextPageToken?: string | null } };

/**
 * One page by offset. A token is the number of the next item, counted from `firstToken` unless a fault has it
 * otherwise; clients treat it as opaque. Throws a Refusal for a token that is none.
 */
export function pageOf<Item>(
  all: readonly Item[],
  { pageSize, pageToken, firstToken }: Request,
  readings: Readings,
  faults: CallFaults,
): Page<Item> {
  const { read, write } = tokensOf(faults.pageTokens, firstToken);
  const offset = pageToken === undefined ? 0 : read(pageToken);
  const start = Math.max(0, offset + faults.pageShift);
  const items = all.slice(start, start + Math.max(0, pageSize - faults.pageShort));
  const duplicates = all.slice(Math.max(0, start - faults.pageDuplicates), start);
  const nextOffset = offset + pageSize;
  const next = faults.pageLoops
    ? { nextPageToken: pageToken ?? write(0) }
    : nextOffset < all.length
      ? { nextPageToken: write(nextOffset) }
      : endOf(faults.pageEnd ?? readings.lastPageToken);
  return { items: [...duplicates, ...items], next };
}

type Tokens = { read(token: string): number; write(offset: number): string };

function tokensOf(as: CallFaults['pageTokens'], firstToken: number): Tokens {
  if (as === 'opaque') {
    return {
      read: (token) => readNumber(Buffer.from(token, 'base64url').toString()),
      write: (offset) => Buffer.from(String(offset)).toString('base64url'),
    };
  }
  const first = as === null ? firstToken : Number(as.slice('from_'.length));
  return { read: (token) => readNumber(token) - first, write: (offset) => String(offset + first) };
}

function readNumber(token: string): number {
  if (!/^\d{1,9}$/.test(token))
    throw new Refusal('INVALID_PAGE_TOKEN', 400, ['pageToken: send the nextPageToken of the page before, as it is.']);
  return Number(token);
}

function endOf(as: 'null' | 'absent' | 'empty'): { nextPageToken?: string | null } {
  if (as === 'absent') return {};
  return { nextPageToken: as === 'null' ? null : '' };
}
