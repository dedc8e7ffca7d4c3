import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/**
 * Notes whose guest somebody is on accesses that they hold for that reason alone: OpenKit says of them only that we
 * gave them. A day's code counts by its day, any other by its window.
 */
export async function nameHosts(tx: Tx, personId: string, doorIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    insert into guest_access (access_id, host_id)
    select distinct on (a.id) a.id, r.host_id
    from access_reason r
    join access a on a.person_id = r.person_id and a.door_id = r.door_id and a.gone_at is null
      and a.granter_kind <> 'user' and (a.passcode_type <> 'PERMANENT') = r.is_daily
      and tstzrange(a.starts_at, greatest(a.starts_at, a.open_until))
        && tstzrange(r.starts_at, greatest(r.starts_at, coalesce(r.ends_at, 'infinity')))
    where r.person_id = ${personId} and r.door_id = any(${sql.param([...doorIds])}::uuid[]) and r.ended_at is null
      and r.kind = 'guest' and r.host_id is not null and (r.is_daily or not exists (
        select 1 from access_reason other where other.person_id = r.person_id and other.door_id = r.door_id
          and other.ended_at is null and other.kind <> 'guest'))
    order by a.id, r.starts_at desc
    on conflict (access_id) do update set host_id = excluded.host_id`);
}
