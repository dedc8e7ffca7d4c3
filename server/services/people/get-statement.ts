import type { Page } from '#lib/page';
import type { AccessView } from '#lib/schemas/access';
import type { HistoryBounds, HistoryRow } from '#lib/schemas/history';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { historyBounds } from '../history/history-bounds.ts';
import { listHistory } from '../history/list-history.ts';
import { listHistoryQuery } from '../history/list-query.ts';
import { getPerson } from './get-person.ts';

const mostEvents = 1000;

/** What is known of one person and of nobody else. `isWhole` false: only the newest 1,000 events are in it. */
export type Statement = {
  person: Pick<PersonView, 'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'asOf'>;
  /** What they hold or will hold, in the viewer's scope. */
  held: AccessView[];
  /** Oldest first. */
  events: Omit<HistoryRow, 'person'>[];
  isWhole: boolean;
  bounds: HistoryBounds;
  reading: Pick<Page<unknown>, 'asOf' | 'coverage'>;
  madeAt: Instant;
};

/**
 * An account for a person of their own access, as far as the viewer's buildings go: what they have, and when it changed.
 * Guests and whoever gave or took it are other people and not in it. Throws Refusal `forbidden_or_missing`.
 */
export async function getStatement(session: Session, personId: string): Promise<Statement> {
  const { id, firstName, lastName, email, phone, asOf, accesses } = await getPerson(session, personId);
  const [history, bounds, madeAt] = await Promise.all([
    listHistory('person')(session, { ...listHistoryQuery.parse({ id }), limit: mostEvents }),
    historyBounds(session),
    now(),
  ]);
  return {
    person: { id, firstName, lastName, email, phone, asOf },
    held: accesses.filter(({ isHeld, state }) => isHeld && (state === 'active' || state === 'scheduled')),
    events: history.items.map(({ person: _, ...event }) => event).reverse(),
    isWhole: history.nextCursor === null,
    bounds,
    reading: { asOf: history.asOf, coverage: history.coverage },
    madeAt,
  };
}
