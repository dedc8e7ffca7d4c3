import { and, eq } from 'drizzle-orm';
import type { KeepPreferenceInput } from '#lib/schemas/preference';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { preference } from '#server/db/schema/preferences';
import { nameOf } from './names.ts';

/** Keeps one choice for whoever made it; null forgets it. */
export async function keepPreference(session: Session, input: KeepPreferenceInput): Promise<void> {
  await requirePermission(session, 'account.manage');
  const staffId = session.staff.id;
  const name = input.name === 'density' ? 'density' : nameOf(input.list);
  const { value } = input;
  if (value === null) {
    await db()
      .delete(preference)
      .where(and(eq(preference.staffId, staffId), eq(preference.name, name)));
    return;
  }
  await db()
    .insert(preference)
    .values({ staffId, name, value })
    .onConflictDoUpdate({ target: [preference.staffId, preference.name], set: { value } });
}
