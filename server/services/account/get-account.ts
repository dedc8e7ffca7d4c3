import { sql } from 'drizzle-orm';
import type { AccountView } from '#lib/schemas/account';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { listLiveSessions } from '#server/auth/sessions';
import { db } from '#server/db/pool';

/** The viewer's own account: who they are, where their role holds, where they are signed in. */
export async function getAccount(session: Session): Promise<AccountView> {
  await requirePermission(session, 'account.manage');
  const [scope, sessions, time] = await Promise.all([
    scopeInNames(session),
    listLiveSessions(db(), session.staff.id),
    db().execute<{ at: Instant }>(sql`select clock_timestamp() as at`),
  ]);
  const { name, email, role } = session.staff;
  return {
    name,
    email,
    role,
    scope,
    hasAuthenticator: session.hasAuthenticator,
    sessions: sessions.map(({ id, createdAt, ...seen }) => ({
      ...seen,
      id,
      isCurrent: id === session.sessionId,
      startedAt: createdAt,
    })),
    asOf: time.rows[0]?.at ?? new Date().toISOString(),
  };
}

async function scopeInNames({ scope }: Session): Promise<AccountView['scope']> {
  if (scope === 'all') return 'all';
  const { portfolioIds, buildingIds, doorIds } = scope;
  const found = await db().execute<Exclude<AccountView['scope'], 'all'>>(sql`
    select
      array(select name from portfolio where id = any(${sql.param(portfolioIds)}::uuid[]) order by name) as portfolios,
      array(
        select name from building where id = any(${sql.param(buildingIds)}::uuid[])
          and (portfolio_id is null or portfolio_id <> all(${sql.param(portfolioIds)}::uuid[]))
        order by sort_name
      ) as buildings,
      array(select name from door where id = any(${sql.param(doorIds)}::uuid[]) order by sort_name) as doors`);
  return found.rows[0] ?? { portfolios: [], buildings: [], doors: [] };
}
