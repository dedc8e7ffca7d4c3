import { and, eq, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { mostViews, type SaveViewInput } from '#lib/schemas/view';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { savedView } from '#server/db/schema/preferences';
import { refuseTaken } from './refuse-taken.ts';

/**
 * Keeps a list as it is shown, for whoever looks at it. Throws Refusal `invalid` on `name` (taken), or when they keep
 * too many.
 */
export async function saveView(session: Session, input: SaveViewInput): Promise<{ viewId: string }> {
  await requirePermission(session, 'account.manage');
  const staffId = session.staff.id;
  return db().transaction(async (tx) => {
    // One at a time for each member of staff, so that nobody saves past the limit.
    await tx.execute(sql`select 1 from staff where id = ${staffId} for no key update`);
    const kept = await tx.$count(savedView, and(eq(savedView.staffId, staffId), eq(savedView.list, input.list)));
    if (kept >= mostViews) throw new Refusal('invalid', { params: { reason: 'views_too_many', max: mostViews } });
    const [made] = await refuseTaken(
      tx
        .insert(savedView)
        .values({ staffId, ...input })
        .returning({ id: savedView.id }),
    );
    if (!made) throw new Error('The view was not made.');
    return { viewId: made.id };
  });
}
