import { type SQL, sql } from 'drizzle-orm';
import { personName } from '../db/names.ts';
import type { Tx } from '../db/pool.ts';

/** A name as accesses are put in order by it: only its beginning, since an entry of an index holds two of them. */
export const sortCopy = (sortName: SQL): SQL => sql`left(${sortName}, 120)`;

/** Gives the accesses and buildings of these people their names, where they have others: few, and seldom any. */
export async function spreadPersonNames(tx: Tx, personIds: string[]): Promise<void> {
  if (personIds.length === 0) return;
  const theirs = sql`p.id = any(${sql.param(personIds)}::uuid[])`;
  await tx.execute(sql`
    update access a set person_name = ${personName(sql`p`)}, person_sort = ${sortCopy(sql`p.sort_name`)}
    from person p where ${theirs} and a.person_id = p.id and a.person_name <> ${personName(sql`p`)}`);
  await tx.execute(sql`
    update person_building pb set sort_name = p.sort_name
    from person p where ${theirs} and pb.person_id = p.id and pb.sort_name <> p.sort_name`);
}

/** The same for doors, those that are listed for the first time among them. */
export async function spreadDoorNames(tx: Tx, doorIds: string[]): Promise<void> {
  if (doorIds.length === 0) return;
  await tx.execute(sql`
    update access a set door_name = d.name, door_sort = ${sortCopy(sql`d.sort_name`)}
    from door d where d.id = any(${sql.param(doorIds)}::uuid[]) and a.door_id = d.id and a.door_name is distinct from d.name`);
}
