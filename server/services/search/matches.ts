import { type SQL, sql } from 'drizzle-orm';

/**
 * Condition on a table with `sort_name` and `search_text`: holds what was typed anywhere, whatever its accents, case and
 * punctuation ("O’Brien" = obrien = o'brien; a phone by its digits). One and two letters only at the start of the name,
 * where an index helps.
 */
export function matches(q: string): SQL {
  const spaced = sql`find_key(${q}::text)`;
  const patterns = [spaced];
  if (/[^\p{L}\p{N}\s]/u.test(q)) patterns.push(sql`squash_key(${q}::text)`);
  const digits = phoneDigits(q);
  if (digits) patterns.push(sql`${digits}::text`);
  const anywhere = patterns.map((pattern) => sql`search_text like '%' || ${pattern} || '%'`);
  return sql`
    case when length(${spaced}) = 0 then true
         when length(${spaced}) < 3 then sort_name like search_key(${q}::text) || '%'
         else ${sql.join(anywhere, sql` or `)} end`;
}

/** `+1 (212) 555-0123`, `0049 170…` → the digits as they are kept; null when it cannot be a phone. */
function phoneDigits(q: string): string | null {
  if (!/^[\d\s().+/-]+$/.test(q)) return null;
  const digits = q.replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}
