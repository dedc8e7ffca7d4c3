import { type SQL, sql } from 'drizzle-orm';
import { personInScope, type Scoped } from '#server/auth/scope';

/**
 * Beside `tenancy t`: who has the lease, as `p`, where they may be seen. An address typed for a lease may be that of
 * somebody known elsewhere alone: until they have something here they are called as whoever noted the lease called them.
 */
export const joinTenant = (session: Scoped): SQL => sql`
  left join person p on p.id = t.person_id and ${personInScope(session, sql`p.id`)}`;
