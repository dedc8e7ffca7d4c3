import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type View, viewLists } from '#lib/schemas/view';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { savedView } from '#server/db/schema/preferences';

export const listViewsQuery = z.strictObject({ list: z.enum(viewLists) });

/** The views of a list that this member of staff saved, by name. */
export async function listViews(session: Session, { list }: z.infer<typeof listViewsQuery>): Promise<View[]> {
  await requirePermission(session, 'account.manage');
  const { id, name, search, columns } = savedView;
  const views = await db()
    .select({ id, name, search, columns })
    .from(savedView)
    .where(and(eq(savedView.staffId, session.staff.id), eq(savedView.list, list)));
  return views.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
