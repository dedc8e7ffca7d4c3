import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { DryRunView } from '#lib/schemas/dry-run';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isOwn } from './own-dry-run.ts';
import { ungivableOf } from './ungivable-of.ts';

type Counted = Omit<DryRunView, 'calls'> & { grants: number; changes: number; revocations: number };

/**
 * What a dry run of one's own comes to. Throws Refusal `forbidden_or_missing` for anybody else's, for one that is
 * forgotten, and for one that reaches beyond the scope of now.
 */
export async function getDryRun(session: Session, id: string): Promise<DryRunView> {
  await requirePermission(session, 'operation.manage');
  const found = await db().execute<Counted>(sql`
    select d.id, d.kind, d.hash, d.expires_at as "expiresAt", d.expires_at < clock_timestamp() as "isExpired",
      d.operation_id as "operationId", counted.*, array(
        select distinct d.name from dry_run_row r cross join ${ungivableOf(sql`r.reasons`)}
        where r.dry_run_id = ${id} order by d.name) as "byHand"
    from dry_run d cross join lateral (
      select count(*)::int as rows,
        (count(distinct coalesce(r.person_id::text, lower(r.recipient->>'email'), r.recipient->>'phone'))
          filter (where r.action is not null))::int as people,
        coalesce(sum(jsonb_array_length(r.doors)) filter (where r.action is not null), 0)::int as doors,
        (count(*) filter (where r.action = 'grant'))::int as grants,
        (count(*) filter (where r.action = 'change'))::int as changes,
        (count(*) filter (where r.action = 'revoke'))::int as revocations,
        (count(*) filter (where r.is_notified))::int as notified,
        (count(*) filter (where r.action is null))::int as refused,
        (count(*) filter (where r.action is null and r.person_key is not null))::int as noted
      from dry_run_row r where r.dry_run_id = d.id
    ) counted
    where d.id = ${id} and ${isOwn(session)}`);
  const [row] = found.rows;
  if (!row) throw new Refusal('forbidden_or_missing');
  const { grants, changes, revocations, ...rest } = row;
  return { ...rest, calls: { grant: grants, change: changes, revoke: revocations } };
}
