import { type SQL, sql } from 'drizzle-orm';
import { isHeldFromUs } from '../reasons/held-doors.ts';

/**
 * Joins to `certification_row r` its access as `a`, and what became of ending it as `od`: one DELETE a person and door.
 */
export const rowJoins: SQL = sql`
  left join access a on a.id = r.access_id
  left join lateral (
    select d.state from operation_item i join operation_item_door d on d.item_id = i.id
    where i.operation_id = r.operation_id and i.person_id = r.person_id and d.door_id = r.door_id limit 1
  ) od on true`;

/** Whether it can be ended now: see `Endability`. */
export const endability = (at: string): SQL => sql`
  case when ${isHeldFromUs(at)} then 'possible'
    when a.gone_at is not null or a.ends_at <= ${at}::timestamptz then 'over'
    when a.passcode_type <> 'PERMANENT' then 'daily'
    when a.granter_kind = 'user' then 'shared'
    else 'over' end`;

/** What became of ending it, after `rowJoins`: see `Ending`. */
export const ending: SQL = sql`
  case when r.operation_id is null then 'not_sent'
    when od.state = 'applied' then 'confirmed'
    when od.state in ('rejected', 'cancelled') then 'refused'
    when od.state in ('unknown', 'needs_person') then 'unconfirmed'
    else 'sending' end`;
