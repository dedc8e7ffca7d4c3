import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { isHeldFromUs } from '../reasons/held-doors.ts';
import { isWanting } from '../reasons/reason-rows.ts';
import { isWaiting } from '../reasons/waiting-reasons.ts';

/**
 * Each door that lease `t` wants: how often it is held, whether otherwise than all that is noted for it says, and
 * whether no change of a lease gives it.
 */
export const wantedDoors = (at: Instant): SQL => sql`
  select coalesce(min(d.name), 'Unknown door') as name, count(a.id) as held,
    bool_or(a.ends_at is distinct from noted.ends_at or a.shareable <> noted.shareable
      -- OpenKit may move a start to the moment of the request.
      or a.starts_at > greatest(noted.starts_at, ${at}::timestamptz) + interval '1 minute') as differs,
    bool_or(case when a.id is null then ${isWaiting} else false end) as waits
  from (select distinct door_id, t.person_id as person_id from access_reason where tenancy_id = t.id and ended_at is null) r
  cross join lateral (
    select case when bool_and(o.ends_at is not null) then max(o.ends_at) end as ends_at,
      min(o.starts_at) filter (where o.ends_at is null or o.ends_at > ${at}::timestamptz) as starts_at,
      bool_or(o.shareable) as shareable
    from access_reason o
    where o.person_id = t.person_id and o.door_id = r.door_id and ${isWanting(sql`o`, at)}
  ) noted
  left join door d on d.id = r.door_id
  left join access a on a.person_id = t.person_id and a.door_id = r.door_id and ${isHeldFromUs(at)}
  group by r.door_id`;
