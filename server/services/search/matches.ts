import { type SQL, sql } from 'drizzle-orm';

/**
 * Condition on a table with `sort_name` and `search_text`: holds what was typed anywhere, whatever its accents, case
 * and punctuation ("O’Brien" = obrien = o'brien; a phone by its digits). One and two letters only at the start of the
 * name, two ("Ng", "4B") and one that few have ("吴") as a whole word of it, or at the start of a word where they stand
 * apart ("O'B"): there an index helps. Nothing typed is in everything, signs alone in nothing.
 */
export function matches(q: string): SQL {
  if (q.trim() === '') return sql`true`;
  const key = sql`find_key(${q}::text)`;
  const short = sql`search_key(${q}::text)`;
  const isThere = patternsFor(q).map((pattern) => sql`search_text like ${pattern}`);
  return sql`
    case when length(${key}) < 3 then ${key} <> '' and (sort_name like ${short} || '%'
           or (length(${key}) = 2 or ${key} > 'z') and (
             sort_name like '% ' || ${short} or sort_name like '% ' || ${short} || ' %'))
         when length(replace(${key}, ' ', '')) < 3
           then search_text like ${key} || '%' or search_text like '% ' || ${key} || '%'
         else ${sql.join(isThere, sql` or `)} end`;
}

/** Condition: a text made by `find_text`, one of so few that all are read, holds what was typed, however short. */
export const holds = (text: SQL, q: string): SQL =>
  q.trim() === ''
    ? sql`true`
    : sql`(find_key(${q}::text) <> '' and ${text} like any(array[${sql.join(patternsFor(q), sql`, `)}]))`;

/** The same of a `sort_name`, where so many are read that folding each would be felt: with blanks where signs stood. */
export const isNamed = (sortName: SQL, q: string): SQL =>
  q.trim() === ''
    ? sql`true`
    : sql`(search_key(${q}::text) <> '' and ${sortName} like '%' || search_key(${q}::text) || '%')`;

function patternsFor(q: string): SQL[] {
  const keys = [sql`find_key(${q}::text)`];
  const letters = q.match(/[\p{L}\p{N}]/gu) ?? [];
  // Joined, two letters are in the middle of many words: "O'B" is not in Jacob.
  if (letters.length > 2 && /[^\p{L}\p{N}\s]/u.test(q)) keys.push(sql`squash_key(${q}::text)`);
  const digits = phoneDigits(q);
  if (digits) keys.push(sql`${digits}::text`);
  return keys.map((key) => sql`'%' || ${key} || '%'`);
}

/** `+1 (212) 555-0123`, `0049 170…` → the digits as they are kept; null when it cannot be a phone. */
function phoneDigits(q: string): string | null {
  if (!/^[\d\s().+/-]+$/.test(q)) return null;
  const digits = q.replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}
