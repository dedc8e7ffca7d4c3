import { type SQL, sql } from 'drizzle-orm';

/** These people (an array in SQL) and whoever they were before, one after the other, as rows of `id`. */
export const peopleAndBefore = (personIds: SQL): SQL => sql`
  with recursive line as (
    select unnest(${personIds}) as id
    union
    select s.old_person_id from person_successor s join line on s.new_person_id = line.id
  ) select id from line`;

/** Whom this person (an id in SQL) became, as far as somebody said so; else themselves. */
export const personNow = (personId: SQL): SQL => sql`coalesce((
  with recursive line as (
    select ${personId} as id
    union
    select s.new_person_id from person_successor s join line on s.old_person_id = line.id where s.new_person_id is not null
  ) select id from line where not exists (
    select 1 from person_successor s where s.old_person_id = line.id and s.new_person_id is not null)), ${personId})`;
