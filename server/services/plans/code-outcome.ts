import { type SQL, sql } from 'drizzle-orm';

/** Joins to `plan_code c` what OpenKit made of it, as `od`. A door stands in one item of its operation. */
export const outcomeJoin: SQL = sql`
  left join operation_item_door od on od.operation_id = c.operation_id and od.door_id = c.door_id`;

/** What became of a code, after `outcomeJoin`: see `CodeOutcome`. */
export const codeOutcome: SQL = sql`
  case when c.state <> 'issued' then c.state
    when od.state = 'applied' then 'confirmed'
    when od.state in ('rejected', 'cancelled') then 'refused'
    when od.state = 'needs_person' then 'needs_person'
    when od.state = 'unknown' then 'unconfirmed'
    else 'sending' end`;

/** Condition after `outcomeJoin`: there is no code where one was planned, or nobody can tell. */
export const isProblem: SQL = sql`${codeOutcome} in ('missed', 'refused', 'needs_person')`;

/** How long a failed code stands among what needs attention. */
export const problemDays = 7;
