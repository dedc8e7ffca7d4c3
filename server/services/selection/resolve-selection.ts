import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { Selection } from '#lib/schemas/selection';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { parametersOf } from '#server/auth/strict-input';
import type { Db, Tx } from '#server/db/pool';
import { selectable } from './selectable-lists.ts';

/**
 * Freezes a selection into ids: those in scope, in the order of the list, each once. Ids that are out of scope or gone
 * are left out, as if nobody had ticked them. Throws Refusal `invalid` on `selection` when nothing is left, or when it
 * is more than an operation of this role may touch; on the parameter, for a `search` that the list would refuse.
 */
export async function resolveSelection(db: Db | Tx, session: Session, selection: Selection): Promise<string[]> {
  const list = selectable[selection.list];
  await requirePermission(session, list.permission);
  const cap = operationCap[session.staff.role];
  const isFilter = selection.kind === 'filter';
  // What is left out again must not push anything over the edge.
  const atMost = isFilter ? cap + selection.excludedIds.length : cap;
  const wanted = isFilter
    ? await list.matching(session, parametersOf(new URLSearchParams(selection.search)), atMost)
    : list.among(session, selection.ids);
  const found = await db.execute<{ id: string }>(wanted);
  const excluded = new Set(isFilter ? selection.excludedIds : []);
  const ids = found.rows.map((row) => row.id).filter((id) => !excluded.has(id));
  if (ids.length === 0) throw new Refusal('invalid', { field: 'selection', params: { reason: 'selection_empty' } });
  if (ids.length > cap) {
    throw new Refusal('invalid', { field: 'selection', params: { reason: 'selection_too_large', max: cap } });
  }
  return ids;
}
