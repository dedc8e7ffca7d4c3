import { type SQL, sql } from 'drizzle-orm';
import type { NewTask } from '#server/db/schema/units';

export type UngivableDoor = { doorId: string; kind: 'door' | 'elevator' | 'unknown'; isActivated: boolean };

/** OpenKit gives access to neither elevators nor doors without a lock: a task for each of these. */
export const doorTasks = (about: Omit<NewTask, 'kind' | 'doorId'>, doors: readonly UngivableDoor[]): NewTask[] =>
  doors
    .filter((door) => !isGivable(door))
    .map(({ doorId, kind }) => ({ ...about, doorId, kind: kind === 'elevator' ? 'elevator' : 'lock_to_activate' }));

/** Whether OpenKit can give access to a door; the others are finished elsewhere. */
export const isGivable = (door: Pick<UngivableDoor, 'kind' | 'isActivated'>): boolean =>
  door.kind !== 'elevator' && door.isActivated;

/** The same of a door in SQL. */
export const isGivableIn = (door: SQL): SQL => sql`(${door}.kind <> 'elevator' and ${door}.is_activated)`;
