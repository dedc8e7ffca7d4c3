import { type SQL, sql } from 'drizzle-orm';
import { personName } from '../db/names.ts';
import type { Tx } from '../db/pool.ts';

/** A name as accesses are put in order by it: only its beginning, since an entry of an index holds two of them. */
export const sortCopy = (sortName: SQL): SQL => sql`left(${sortName}, 120)`;

/**
 * Tells the accesses and buildings of these people their names and whether they are gone, where that is news: seldom.
 */
export async function spreadPersonNames(tx: Tx, personIds: string[]): Promise<void> {
  if (personIds.length === 0) return;
  const theirs = sql`p.id = any(${sql.param(personIds)}::uuid[])`;
  await tx.execute(sql`
    update access a set person_name = ${personName(sql`p`)}, person_sort = ${sortCopy(sql`p.sort_name`)}
    from person p where ${theirs} and a.person_id = p.id and a.person_name <> ${personName(sql`p`)}`);
  await tx.execute(sql`
    update person_building pb set sort_name = p.sort_name, is_gone = p.gone_at is not null
    from person p where ${theirs} and pb.person_id = p.id
      and (pb.sort_name, pb.is_gone) is distinct from (p.sort_name, p.gone_at is not null)`);
}

/** Tells the buildings of everybody who is gone that they are. */
export async function spreadGone(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update person_building pb set is_gone = true
    from person p where p.gone_at is not null and pb.person_id = p.id and not pb.is_gone`);
}

/** The same for doors, those that are listed for the first time among them. */
export async function spreadDoorNames(tx: Tx, doorIds: string[]): Promise<void> {
  if (doorIds.length === 0) return;
  await tx.execute(sql`
    update access a set door_name = d.name, door_sort = ${sortCopy(sql`d.sort_name`)}
    from door d where d.id = any(${sql.param(doorIds)}::uuid[]) and a.door_id = d.id and a.door_name is distinct from d.name`);
}
