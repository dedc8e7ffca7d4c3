import { sql } from 'drizzle-orm';
import type { QuestionCoverage } from '#lib/schemas/question';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { type Db, db, type Tx } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { doorsMeant } from '../doors/doors-meant.ts';
import { askedTime, doorsNamed } from './find-answers.ts';
import type { AnswerFilters } from './list-query.ts';

/** What OpenKit was asked around the time of a question, and what of these doors is sent but not confirmed. */
export async function getCoverage(
  session: Session,
  filters: AnswerFilters,
  source: Db | Tx = db(),
): Promise<QuestionCoverage> {
  const { from, to } = askedTime(filters);
  const asked = filters.person
    ? sql`i.person_id = ${filters.person}`
    : sql`od.door_id = any(${doorsMeant(session, doorsNamed(filters))})`;
  const found = await source.execute<Omit<QuestionCoverage, 'askedAt'>>(sql`
    select (
        select started_at from sweep where state = 'complete' and finished_at <= ${from}::timestamptz
        order by finished_at desc limit 1) as "readBefore", (
        -- One sweep follows the other: the first to end is the first that began, and ends are what the index has.
        select finished_at from sweep
        where state = 'complete' and started_at >= ${to ?? from}::timestamptz and finished_at >= ${to ?? from}::timestamptz
        order by finished_at limit 1) as "readAfter",
      (select count(*) from outage where started_at <= ${to ?? from}::timestamptz
        and coalesce(ended_at, 'infinity') >= ${from}::timestamptz) as outages,
      (select count(*) from operation_item_door od join operation_item i on i.id = od.item_id
        where od.state in ('queued', 'sending', 'unknown', 'needs_person') and i.action = 'grant' and ${asked}
          and ${doorInScope(session, sql`od.building_id`, sql`od.door_id`)}
          and ${liesIn(filters, sql`od.building_id`)}) as unconfirmed`);
  const known = found.rows[0] ?? { readBefore: null, readAfter: null, outages: 0, unconfirmed: 0 };
  return { ...known, askedAt: await now() };
}
