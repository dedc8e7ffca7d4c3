import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { HistoryRow } from '#lib/schemas/history';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { findEvents, type HistorySubject, keyText } from './find-events.ts';
import type { ListHistoryQuery } from './list-query.ts';
import { seenBetween } from './seen-between.ts';

type FoundRow = Omit<HistoryRow, 'id' | 'person' | 'door'> & {
  ledger: number;
  id: number;
  personId: string | null;
  personName: string | null;
  doorId: string;
  doorName: string;
};

/** One page of what happened to a person, door or building in scope, newest first. Reads the ledgers only. */
export const listHistory =
  (subject: HistorySubject) =>
  async (session: Session, { sort, cursor, limit, ...asked }: ListHistoryQuery): Promise<Page<HistoryRow>> => {
    await requirePermission(session, 'access.read');
    const order = { sort, filters: { subject, ...asked } };
    const place = decodeCursor(order, cursor);
    const events = findEvents(session, { subject, asked, place, limit: limit + 1 });
    const [found, freshness] = await Promise.all([db().execute<FoundRow>(withFacts(events)), coverageNow(db())]);
    const page = cutPage(found.rows, limit, order, place, (row) => {
      const key = keyText({ at: row.at, ledger: String(row.ledger), id: String(row.id) });
      return { key, id: `${row.ledger}-${row.id}` };
    });
    return { ...page, items: page.items.map(toRow), ...freshness };
  };

const withFacts = (events: SQL): SQL => sql`
  with events as (select row_number() over () as position, e.* from (${events}) e)
  select e.ledger, e.id, e.at, e.name, e.cause, e.operation_id as "operationId", e.before, e.after, e.person_id as "personId",
    p.first_name || ' ' || p.last_name as "personName", e.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
    b.time_zone as "timeZone", seen.since, coalesce(seen."isBlind", false) as "isBlind"
  from events e
  left join person p on p.id = e.person_id
  left join door d on d.id = e.door_id
  left join building b on b.id = coalesce(e.building_id, d.building_id)
  left join lateral (${seenBetween}) seen on true
  order by e.position`;

const toRow = ({ ledger, id, personId, personName, doorId, doorName, ...row }: FoundRow): HistoryRow => ({
  ...row,
  id: `${ledger}-${id}`,
  person: personId === null ? null : { id: personId, name: personName ?? '' },
  door: { id: doorId, name: doorName },
});
