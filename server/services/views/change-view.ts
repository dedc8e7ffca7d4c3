import { and, eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { View } from '#lib/schemas/view';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { savedView } from '#server/db/schema/preferences';
import { refuseTaken } from './refuse-taken.ts';

/**
 * Throws Refusal `invalid` on `name` when another view of the list has it, `forbidden_or_missing` for a foreign view.
 */
export const renameView = (session: Session, { viewId, name }: { viewId: string; name: string }): Promise<void> =>
  change(session, viewId, { name });

/** The view shows this from now on. Throws Refusal `forbidden_or_missing` for a foreign view. */
export const replaceView = (
  session: Session,
  { viewId, search, columns }: { viewId: string } & Pick<View, 'search' | 'columns'>,
): Promise<void> => change(session, viewId, { search, columns });

/** Throws Refusal `forbidden_or_missing` for a foreign view and for one that is gone. */
export async function deleteView(session: Session, { viewId }: { viewId: string }): Promise<void> {
  await requirePermission(session, 'account.manage');
  const gone = await db().delete(savedView).where(isMine(session, viewId)).returning({ id: savedView.id });
  if (gone.length === 0) throw new Refusal('forbidden_or_missing');
}

async function change(session: Session, viewId: string, to: Partial<Omit<View, 'id'>>): Promise<void> {
  await requirePermission(session, 'account.manage');
  const changed = await refuseTaken(
    db().update(savedView).set(to).where(isMine(session, viewId)).returning({ id: savedView.id }),
  );
  if (changed.length === 0) throw new Refusal('forbidden_or_missing');
}

const isMine = (session: Session, viewId: string) =>
  and(eq(savedView.id, viewId), eq(savedView.staffId, session.staff.id));
