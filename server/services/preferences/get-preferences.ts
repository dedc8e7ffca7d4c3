import { eq } from 'drizzle-orm';
import { densities, type Preferences } from '#lib/schemas/preference';
import { viewLists } from '#lib/schemas/view';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { preference } from '#server/db/schema/preferences';
import { nameOf } from './names.ts';

/**
 * What this member of staff chose for themselves; what they did not choose, or what is no choice any more, is left out.
 */
export async function getPreferences(session: Session): Promise<Preferences> {
  const rows = await db()
    .select({ name: preference.name, value: preference.value })
    .from(preference)
    .where(eq(preference.staffId, session.staff.id));
  const kept = new Map(rows.map(({ name, value }) => [name, value]));
  const columns: Preferences['columns'] = {};
  for (const list of viewLists) {
    const ids = kept.get(nameOf(list));
    if (Array.isArray(ids)) columns[list] = ids;
  }
  return { density: densities.find((one) => one === kept.get('density')) ?? densities[0], columns };
}
