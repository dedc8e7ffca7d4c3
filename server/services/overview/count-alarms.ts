import { sql } from 'drizzle-orm';
import { may } from '#lib/permissions';
import type { Overview } from '#lib/schemas/overview';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isVisible } from '../activity/find-entries.ts';

type Alarms = Pick<Overview['attention'], 'revealLimits' | 'guessedAccounts'>;

/** What the log of the last day (real time) says of people going too far, as far as the viewer may read it. */
export async function countAlarms(session: Session): Promise<Alarms> {
  if (!may(session.staff.role, 'audit.read')) return { revealLimits: 0, guessedAccounts: 0 };
  const found = await db().execute<Alarms>(sql`
    select
      (select count(distinct e.staff_id)::int from audit_entry e
        where e.event in ('doorcode.reveal', 'doorcode.sheet') and e.phase = 'denied'
          and e.at > clock_timestamp() - interval '1 day' and ${isVisible(session)}) as "revealLimits",
      (select count(distinct e.object_id)::int from audit_entry e
        where e.event in ('session.refuse', 'session.prove', 'password.change') and e.phase = 'denied' and e.at > clock_timestamp() - interval '1 day' and ${isVisible(session)}
          and e.payload::jsonb->'details'->>'reason' in ('limited_sign_in', 'limited_proof', 'limited_password')) as "guessedAccounts"`);
  return found.rows[0] ?? { revealLimits: 0, guessedAccounts: 0 };
}
