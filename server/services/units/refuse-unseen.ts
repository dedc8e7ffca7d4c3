import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { type Saved, unlikeYours } from '#lib/messages/conflict-words';
import type { Tx } from '#server/db/pool';

/** What a save of a unit or a bundle replaces, all of it. Kind and terms are a bundle's. */
type Contents = Omit<Saved, 'doors'> & { doors: readonly Omit<Saved['doors'][number], 'name'>[] };

/** Stands for what was read: another one means that somebody saved something else. */
export function versionOf({ name, kind, doors }: Contents): string {
  const terms = doors.map(({ doorId, isShareable, endsOn }) => JSON.stringify([doorId, isShareable, endsOn]));
  return createHash('sha256')
    .update(JSON.stringify([name, kind, terms.toSorted()]))
    .digest('hex');
}

/**
 * Somebody who has not seen what a colleague saved would undo it without knowing. Throws Refusal `stale` with how it
 * differs from theirs, and its version, for a save with open eyes. `before` has to be locked.
 */
export async function refuseUnseen(
  tx: Tx,
  seenVersion: string | undefined,
  { before, after }: { before: Saved; after: Contents },
): Promise<void> {
  const version = versionOf(before);
  if (seenVersion === undefined || seenVersion === version || versionOf(after) === version) return;
  const now = unlikeYours(before, { ...after, doors: await named(tx, after.doors) });
  throw new Refusal('stale', { params: { reason: 'changed_while_open', now, version } });
}

async function named(tx: Tx, doors: Contents['doors']): Promise<Saved['doors']> {
  const doorIds = doors.map(({ doorId }) => doorId);
  const found = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from door where id = any(${sql.param(doorIds)}::uuid[]) order by sort_name, id`);
  return found.rows.flatMap(({ id, name }) =>
    doors.filter(({ doorId }) => doorId === id).map((door) => ({ ...door, name })),
  );
}
