import { sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import { may } from '#lib/permissions';
import type { Overview } from '#lib/schemas/overview';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isVisible } from '../activity/find-entries.ts';
import { liesIn } from '../buildings/area.ts';

type Alarms = Pick<Overview['attention'], 'revealLimits' | 'sheetLimits' | 'guessedAccounts' | 'schemaWarnings'>;
const none = { revealLimits: 0, sheetLimits: 0, guessedAccounts: 0 };

/**
 * What the log of the last day (real time) says of people going too far, as far as the viewer may read it. Doorcodes
 * lie in the area; an account lies in none, so it is told everywhere, and so is what OpenKit itself does.
 */
export async function countAlarms(session: Session, area: Area): Promise<Alarms> {
  return { ...(await countLogged(session, area)), schemaWarnings: await countSchemaWarnings(session) };
}

async function countSchemaWarnings(session: Session): Promise<number> {
  if (!may(session.staff.role, 'sync.read')) return 0;
  const { rows } = await db().execute<{ count: number }>(sql`
    select count(*) as count from schema_warning where last_seen > clock_timestamp() - interval '1 day'`);
  return rows[0]?.count ?? 0;
}

async function countLogged(session: Session, area: Area): Promise<Omit<Alarms, 'schemaWarnings'>> {
  if (!may(session.staff.role, 'audit.read')) return none;
  const limits = (event: 'doorcode.reveal' | 'doorcode.sheet') => sql`
    (select count(distinct e.staff_id)::int from audit_entry e
      where e.event = ${event} and e.phase = 'denied' and e.at > clock_timestamp() - interval '1 day'
        and ${isVisible(session)} and ${liesIn(area, sql`e.building_id`)})`;
  const found = await db().execute<Omit<Alarms, 'schemaWarnings'>>(sql`
    select
      ${limits('doorcode.reveal')} as "revealLimits", ${limits('doorcode.sheet')} as "sheetLimits",
      (select count(distinct e.object_id)::int from audit_entry e
        where e.event in ('session.refuse', 'session.prove', 'password.change') and e.phase = 'denied'
          and e.at > clock_timestamp() - interval '1 day' and ${isVisible(session)}
          and e.payload::jsonb->'details'->>'reason' in ('limited_sign_in', 'limited_proof', 'limited_password')) as "guessedAccounts"`);
  return found.rows[0] ?? none;
}
