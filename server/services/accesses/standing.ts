import { sql } from 'drizzle-orm';
import type { AccessView } from '#lib/schemas/access';
import type { Instant } from '#lib/time/instant';
import { windowState } from '#lib/time/window';
import { fixed } from '#server/db/fixed';

/** For `left join lateral` beside `access a`: the newest thing asked for its person and door that is not settled. */
export const openOperation = fixed(sql`
  select case when od.state = 'queued' then 'sending' else od.state end as state, i.action, od.operation_id
  from operation_item_door od join operation_item i on i.id = od.item_id
  where od.door_id = a.door_id and i.person_id = a.person_id
    and od.state in ('queued', 'sending', 'unknown', 'needs_person')
  order by i.due_at desc limit 1`);

type Standing = Pick<AccessView, 'state' | 'pending' | 'pendingKind'>;
type Row = Omit<Standing, 'state'> & { start: Instant; end: Instant | null };

/** How an access stands at a moment. What is being sent concerns what works or will work, not history. */
export function standingAt(row: Row & { goneAt: Instant | null }, at: Instant): Standing {
  const state = row.goneAt ? 'gone' : windowState({ start: row.start, end: row.end }, at);
  const isCurrent = state === 'active' || state === 'scheduled';
  return isCurrent
    ? { state, pending: row.pending, pendingKind: row.pendingKind }
    : { state, pending: null, pendingKind: null };
}
