import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { AccessView } from '#lib/schemas/access';
import type { HistoryBounds, HistoryRow } from '#lib/schemas/history';
import type { PersonView } from '#lib/schemas/person';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { historyBounds } from '../history/history-bounds.ts';
import { listHistory } from '../history/list-history.ts';
import { listHistoryQuery } from '../history/list-query.ts';
import { getPerson } from './get-person.ts';

const mostEvents = 1000;

type Lease = {
  id: string;
  unitName: string;
  buildingName: string;
  leaseStart: LocalDate | null;
  leaseEnd: LocalDate | null;
  endedAt: Instant | null;
};

/** What is known of one person and of nobody else. `isWhole` false: only the newest 1,000 events are in it. */
export type Statement = {
  person: Pick<PersonView, 'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'asOf'>;
  /** What they hold or will hold, in the viewer's scope. */
  held: AccessView[];
  /** What Gatehouse itself keeps of where they live and lived, in the viewer's scope, the latest first. */
  leases: Lease[];
  /** What staff wrote down for a reason, in the viewer's scope. Days in UTC. */
  notes: { id: string; doorName: string; buildingName: string; note: string; startsAt: Instant }[];
  /** Oldest first. */
  events: Omit<HistoryRow, 'person'>[];
  isWhole: boolean;
  bounds: HistoryBounds;
  reading: Pick<Page<unknown>, 'asOf' | 'coverage'>;
  madeAt: Instant;
};

/**
 * An account for a person of their own access, as far as the viewer's buildings go: what they have, when it changed,
 * their leases and what staff noted. Guests and whoever gave or took it are other people and not in it. Throws Refusal
 * `forbidden_or_missing`.
 */
export async function getStatement(session: Session, personId: string): Promise<Statement> {
  const { id, firstName, lastName, email, phone, asOf, accesses } = await getPerson(session, personId);
  const [history, bounds, leases, notes, madeAt] = await Promise.all([
    listHistory('person')(session, { ...listHistoryQuery.parse({ id }), limit: mostEvents }),
    historyBounds(session),
    leasesOf(session, id),
    notesOf(session, id),
    now(),
  ]);
  return {
    person: { id, firstName, lastName, email, phone, asOf },
    held: accesses.filter(({ isHeld, state }) => isHeld && (state === 'active' || state === 'scheduled')),
    leases,
    notes,
    events: history.items.map(({ person: _, ...event }) => event).reverse(),
    isWhole: history.nextCursor === null,
    bounds,
    reading: { asOf: history.asOf, coverage: history.coverage },
    madeAt,
  };
}

async function leasesOf(session: Session, personId: string): Promise<Lease[]> {
  const found = await db().execute<Lease>(sql`
    select t.id, u.name as "unitName", b.name as "buildingName", t.lease_start as "leaseStart",
      t.lease_end as "leaseEnd", t.ended_at as "endedAt"
    from tenancy t join unit u on u.id = t.unit_id join building b on b.id = t.building_id
    where t.person_id = ${personId} and ${inScope(session, sql`t.building_id`)}
    order by t.lease_start desc nulls last, t.id`);
  return found.rows;
}

async function notesOf(session: Session, personId: string): Promise<Statement['notes']> {
  const found = await db().execute<Statement['notes'][number]>(sql`
    select r.id, coalesce(d.name, 'Unknown door') as "doorName", b.name as "buildingName", r.note,
      r.starts_at as "startsAt"
    from access_reason r join building b on b.id = r.building_id left join door d on d.id = r.door_id
    where r.person_id = ${personId} and r.note <> '' and ${inScope(session, sql`r.building_id`)}
    order by r.starts_at desc, r.id`);
  return found.rows;
}
