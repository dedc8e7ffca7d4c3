import type { SQL } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import { cutPage, type ListOrder, type Place } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { describeEvents, eventId, toHistoryRow } from './describe-events.ts';
import { keyText } from './find-events.ts';

/** The page that these events (`limit + 1` rows with `eventColumns`) are, with its cursors and what it can know. */
export async function readHistory(
  events: SQL,
  limit: number,
  order: ListOrder,
  place: Place | null,
): Promise<Page<HistoryRow>> {
  const [found, freshness] = await Promise.all([describeEvents(db(), events), coverageNow(db())]);
  const page = cutPage(found, limit, order, place, (row) => {
    const key = keyText({ at: row.at, ledger: String(row.ledger), id: String(row.id) });
    return { key, id: eventId(row) };
  });
  return { ...page, items: page.items.map(toHistoryRow), ...freshness };
}
