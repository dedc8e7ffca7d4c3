import { type SQL, sql } from 'drizzle-orm';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { fixed } from '#server/db/fixed';
import { personName } from '#server/db/names';

/** Beside `access a`: whose guest we gave it to, where they may be seen. */
export const joinHost = (session: Session): SQL => sql`
  left join guest_access invited on invited.access_id = a.id
  left join person inviting on inviting.id = invited.host_id and ${personInScope(session, sql`inviting.id`)}`;

export const hostColumns = fixed(sql`
  inviting.id as "hostId", ${personName(sql`inviting`)} as "hostName"`);

/** Query for the accesses (`id`) of guests of these people (`host_id`): shared in the app, or given by us for their sake. */
export const accessesOfGuests = (hostIds: readonly string[]): SQL => sql`
  select id, granter_id as host_id from access
  where granter_id = any(${sql.param([...hostIds])}::uuid[]) and granter_kind = 'user' and gone_at is null
  union all
  select access_id, host_id from guest_access where host_id = any(${sql.param([...hostIds])}::uuid[])`;
