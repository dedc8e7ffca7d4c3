import { type SQL, sql } from 'drizzle-orm';
import type { HistoryRow } from '#lib/schemas/history';
import { personName } from '#server/db/names';
import type { Db, Tx } from '#server/db/pool';
import { seenBetween, wasOnlySeen } from './seen-between.ts';

export type DescribedEvent = Omit<HistoryRow, 'id' | 'person' | 'door'> & {
  ledger: number;
  id: number;
  personId: string | null;
  personName: string | null;
  doorId: string;
  doorName: string;
};

/**
 * These events (rows with `eventColumns`), in their order, with names, zones and between which readings they were seen.
 */
export async function describeEvents(db: Db | Tx, events: SQL): Promise<DescribedEvent[]> {
  const { rows } = await db.execute<DescribedEvent>(sql`
    with events as (select row_number() over () as position, e.* from (${events}) e),
    -- A sweep finds many at once.
    seen as (
      select e.at, e.generation, between_sweeps.*
      from (select distinct at, generation from events where ${wasOnlySeen}) e
      cross join lateral (${seenBetween}) between_sweeps)
    select e.ledger, e.id, e.at, e.name, e.cause, e.operation_id as "operationId", e.before, e.after,
      e.person_id as "personId", ${personName(sql`p`)} as "personName", e.door_id as "doorId",
      coalesce(d.name, 'Unknown door') as "doorName", b.name as "buildingName", b.time_zone as "timeZone", seen.since,
      coalesce(seen."isBlind", false) as "isBlind"
    from events e
    left join person p on p.id = e.person_id
    left join door d on d.id = e.door_id
    left join building b on b.id = coalesce(e.building_id, d.building_id)
    left join seen on seen.at = e.at and seen.generation is not distinct from e.generation and ${wasOnlySeen}
    order by e.position`);
  return rows;
}

/** An event by which ledger it is from and its number there. */
export const eventId = ({ ledger, id }: { ledger: number; id: number }): string => `${ledger}-${id}`;

export function toHistoryRow({
  ledger,
  id,
  personId,
  personName,
  doorId,
  doorName,
  ...row
}: DescribedEvent): HistoryRow {
  return {
    ...row,
    id: eventId({ ledger, id }),
    person: personId === null ? null : { id: personId, name: personName ?? '' },
    door: { id: doorId, name: doorName },
  };
}
