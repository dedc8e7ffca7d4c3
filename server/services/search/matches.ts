import { type SQL, sql } from 'drizzle-orm';

/**
 * Condition on a table with `sort_name` and `search_text`: holds what was typed anywhere, whatever its accents, case and
 * punctuation ("O’Brien" = obrien = o'brien; a phone by its digits). One and two letters only at the start of the name, or
 * of a word where they stand apart ("O'B"), where an index helps. Nothing typed is in everything, signs alone in nothing.
 */
export function matches(q: string): SQL {
  if (q.trim() === '') return sql`true`;
  const key = sql`find_key(${q}::text)`;
  return sql`
    case when length(${key}) < 3 then ${key} <> '' and sort_name like search_key(${q}::text) || '%'
         when length(replace(${key}, ' ', '')) < 3
           then search_text like ${key} || '%' or search_text like '% ' || ${key} || '%'
         else ${sql.join(anywhere(sql`search_text`, q), sql` or `)} end`;
}

function anywhere(text: SQL, q: string): SQL[] {
  const patterns = [sql`find_key(${q}::text)`];
  const letters = q.match(/[\p{L}\p{N}]/gu) ?? [];
  // Joined, two letters are in the middle of many words: "O'B" is not in Jacob.
  if (letters.length > 2 && /[^\p{L}\p{N}\s]/u.test(q)) patterns.push(sql`squash_key(${q}::text)`);
  const digits = phoneDigits(q);
  if (digits) patterns.push(sql`${digits}::text`);
  return patterns.map((pattern) => sql`${text} like '%' || ${pattern} || '%'`);
}

/** `+1 (212) 555-0123`, `0049 170…` → the digits as they are kept; null when it cannot be a phone. */
function phoneDigits(q: string): string | null {
  if (!/^[\d\s().+/-]+$/.test(q)) return null;
  const digits = q.replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}
