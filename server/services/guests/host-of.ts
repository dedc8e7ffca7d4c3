import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { fixed } from '#server/db/fixed';
import { personName } from '#server/db/names';

/** Condition on an `access_reason` by its alias: it is one for which permanent access `a` is held now. */
export const holds = (reason: SQL, at: Instant): SQL => sql`(
  ${reason}.person_id = a.person_id and ${reason}.door_id = a.door_id and ${reason}.ended_at is null
  and not ${reason}.is_daily and (${reason}.ends_at is null or ${reason}.ends_at > ${at}::timestamptz)
  and a.passcode_type = 'PERMANENT' and a.gone_at is null)`;

/** Whoever holds a door for a reason of their own is nobody's guest there, whatever they were when they got it. */
const isTheirOwn = (at: Instant): SQL => sql`exists (
  select 1 from access_reason own where ${holds(sql`own`, at)} and own.kind <> 'guest')`;

/**
 * Query beside `access a` for whose guest we gave it to (`host_id`): who was noted on it, or else whose guest they are
 * there by now.
 */
export const hostOf = (at: Instant): SQL => sql`
  select coalesce((
    select r.host_id from access_reason r where ${holds(sql`r`, at)}
    order by r.host_id = noted.host_id desc, r.starts_at desc limit 1), noted.host_id) as host_id
  from guest_access noted where noted.access_id = a.id and not ${isTheirOwn(at)}`;

/** Beside `access a`: whose guest we gave it to, where they may be seen. */
export const joinHost = (session: Session, at: Instant): SQL => sql`
  left join lateral (${hostOf(at)}) invited on true
  left join person inviting on inviting.id = invited.host_id and ${personInScope(session, sql`inviting.id`)}`;

export const hostColumns = fixed(sql`
  inviting.id as "hostId", ${personName(sql`inviting`)} as "hostName"`);

/**
 * Query for the accesses (`id`) of guests of these people (`host_id`): shared in the app, or given by us for their
 * sake. The reasons say whose guests they are, and where none stands any more, what was noted on the access.
 */
export function accessesOfGuests(hostIds: readonly string[], at: Instant): SQL {
  const hosts = sql`any(${sql.param([...hostIds])}::uuid[])`;
  return sql`
  select id, granter_id as host_id from access
  where granter_id = ${hosts} and granter_kind = 'user' and gone_at is null
  union
  select a.id, r.host_id from access_reason r join access a on ${holds(sql`r`, at)}
    join guest_access noted on noted.access_id = a.id
  where r.host_id = ${hosts} and not ${isTheirOwn(at)}
  union
  select a.id, noted.host_id from guest_access noted join access a on a.id = noted.access_id
  where noted.host_id = ${hosts} and not exists (select 1 from access_reason r where ${holds(sql`r`, at)})`;
}
