import { type SQL, sql } from 'drizzle-orm';
import { inScope, type Scoped } from '#server/auth/scope';

/** Condition on `operation o`: none of its doors is out of scope. */
export const isWholeThere = (session: Scoped): SQL =>
  session.scope === 'all'
    ? sql`true`
    : sql`not exists (
      select 1 from operation_item_door beyond
      where beyond.operation_id = o.id and (${inScope(session, sql`beyond.building_id`)}) is not true)`;

/**
 * How operation `o` stands, and since when it is settled, on its doors in scope: what is open at those beyond, or waits
 * there for a decision, is nobody's business here.
 */
export function standsThere(session: Scoped): { state: SQL; finishedAt: SQL } {
  if (session.scope === 'all') return { state: sql`o.state`, finishedAt: sql`o.finished_at` };
  const isHere = sql`(${inScope(session, sql`there.building_id`)}) is true`;
  const has = (condition: SQL) => sql`exists (
    select 1 from operation_item_door there where there.operation_id = o.id and ${condition})`;
  const isWhole = isWholeThere(session);
  const isOpen = has(sql`there.state in ('queued', 'sending', 'unknown') and ${isHere}`);
  return {
    state: sql`case
      when o.state = 'finished' or ${isWhole} then o.state
      when o.state = 'active' and ${isOpen} then 'active'
      when ${has(sql`there.state = 'needs_person' and ${isHere}`)} then 'needs_person'
      when ${isOpen} then 'active'
      else 'finished' end`,
    finishedAt: sql`case when ${isWhole} then o.finished_at when not ${isOpen} then (
      select max(there.settled_at) from operation_item_door there where there.operation_id = o.id and ${isHere}) end`,
  };
}

/** Refusals older than this have been seen, or nobody minds. Operations are kept in real time. */
const failedDays = 7;

/** Condition on `operation o`: not settled yet, or not long ago; one of its doors that was refused is news. */
export const isOfLate = sql`
  (o.state in ('active', 'needs_person')
    or (o.state = 'finished' and o.finished_at > clock_timestamp() - make_interval(days => ${failedDays})))`;
