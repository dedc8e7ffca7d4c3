import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import { plannedDays } from '#lib/plans/plan-rule';
import type { PlanRow } from '#lib/schemas/plan';
import { addDays, dayOf } from '#lib/time/day';
import { addMs, type Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { holds } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import { isProblem, outcomeJoin, problemDays } from './code-outcome.ts';
import type { ListPlansQuery } from './list-query.ts';

type FoundRow = Omit<PlanRow, 'nextDay'> & { timeZone: string | null; lastIssued: string | null; key: string };

/** One page of the plans with a door in scope, newest first, each cut to those doors. */
export async function listPlans(session: Session, query: ListPlansQuery): Promise<Page<PlanRow>> {
  await requirePermission(session, 'plan.read');
  const { q, portfolio, building, state, sort } = query;
  const order = { sort, filters: { q, portfolio, building, state } };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<FoundRow>(select(session, query, place, at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map((row) => toRow(row, at)), ...freshness };
}

function select(session: Session, query: ListPlansQuery, place: Place | null, at: Instant): SQL {
  const { key, after, by } = keyset({
    columns: [{ column: sql`p.created_at`, type: 'timestamptz' }],
    id: sql`p.id`,
    isDescending: query.sort === '-created',
    place,
  });
  const mine = sql`pd.plan_id = p.id and ${inScope(session, sql`pd.building_id`)}
    and ${liesIn(query, sql`pd.building_id`)}`;
  return sql`
    select p.id, ${personName(sql`t`)} as "personName", v.name as "vendorName", p.state, p.weekdays,
      p.dates, p.starts, p.until, p.exceptions, seen.*, ${key} as key,
      (select max(day) from plan_code c where c.plan_id = p.id and ${isHere(session)}) as "lastIssued",
      (select count(*) from plan_code c ${outcomeJoin} where ${isTrouble(session, at)}) as problems
    from plan p join technician t on t.id = p.technician_id join vendor v on v.id = t.vendor_id
    cross join lateral (
      select count(*) as "doorCount", (array_agg(coalesce(d.name, 'Unknown door') order by d.sort_name))[1] as "doorName",
        (array_agg(coalesce(b.name, 'Unknown building') order by d.sort_name))[1] as "buildingName",
        (array_agg(b.time_zone order by d.sort_name))[1] as "timeZone"
      from plan_door pd left join door d on d.id = pd.door_id left join building b on b.id = pd.building_id where ${mine}
    ) seen
    where seen."doorCount" > 0 and ${inState(session, query.state, at)} and ${isAbout(query.q)} and ${after}
    order by ${by} limit ${query.limit + 1}`;
}

const isHere = (session: Session): SQL => inScope(session, sql`c.building_id`);

const isTrouble = (session: Session, at: Instant): SQL => sql`c.plan_id = p.id and ${isHere(session)} and ${isProblem}
  and c.at > ${addMs(at, -problemDays * 86_400_000)}::timestamptz`;

function inState(session: Session, state: ListPlansQuery['state'], at: Instant): SQL {
  if (state === '') return sql`true`;
  if (state !== 'problems') return sql`p.state = ${state}`;
  return sql`exists (select 1 from plan_code c ${outcomeJoin} where ${isTrouble(session, at)})`;
}

const isAbout = (q: string): SQL => sql`
  (${holds(sql`find_text(t.first_name || ' ' || t.last_name, '')`, q)} or ${holds(sql`find_text(v.name, '')`, q)})`;

function toRow({ key: _, timeZone, lastIssued, ...row }: FoundRow, at: Instant): PlanRow {
  const today = dayOf(at, timeZone ?? 'UTC');
  const first = lastIssued !== null && lastIssued >= today ? addDays(lastIssued, 1) : today;
  const nextDay = row.state === 'active' ? (plannedDays(row, first, addDays(first, 366))[0] ?? null) : null;
  return { ...row, nextDay };
}
