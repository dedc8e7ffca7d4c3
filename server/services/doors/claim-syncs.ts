import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ClaimedSync, ClaimSyncsInput } from '#lib/schemas/grant-access';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { resolveSelection } from '../selection/resolve-selection.ts';
import { claimSync } from './claim-sync.ts';

/**
 * Takes a person's word for the locks that the chosen accesses wait for, as `claimSync` does door by door. Resolves to
 * how many locks that are; what waits no more is left out. Throws Refusal `invalid` for a selection of another list.
 */
export async function claimSyncs(
  session: Session,
  { selection, shownAt }: ClaimSyncsInput,
): Promise<ClaimedSync & { doors: number }> {
  await requirePermission(session, 'access.revoke');
  if (selection.list !== 'accesses') throw new Refusal('invalid', { field: 'selection' });
  const accessIds = await resolveSelection(db(), session, selection);
  const { rows } = await db().execute<{ doorId: string }>(sql`
    select distinct door_id as "doorId" from access
    where id = any(${sql.param(accessIds)}::uuid[]) and awaits_sync_since is not null`);
  if (rows.length === 0) return { doors: 0, waiting: 0 };
  const { waiting } = await claimSync(session, { doorIds: rows.map(({ doorId }) => doorId), shownAt });
  return { doors: rows.length, waiting };
}
