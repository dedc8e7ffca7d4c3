import { z } from 'zod';
import { Refusal } from '#lib/errors';

/** Any zod or zod/mini schema. Objects must be strict ones, so that a field nobody asked for is refused. */
export type InputSchema = z.core.$ZodType;

/** Throws while the module loads when an entry point would let unknown fields pass. */
export function assertStrict(schema: InputSchema, name: string): void {
  const { def } = schema._zod;
  if (def.type === 'object' && !isStrictObject(def)) throw new TypeError(`${name}: its input must be a z.strictObject`);
}

function isStrictObject(def: z.core.$ZodTypeDef): boolean {
  return 'catchall' in def && def.catchall instanceof z.core.$ZodType && def.catchall._zod.def.type === 'never';
}

/**
 * Parses what came from outside. Throws Refusal `invalid` naming the first wrong field; its reason is the schema's own
 * message where that is a word of lib/messages, and never repeats the value.
 */
export function parseStrictly<S extends InputSchema>(schema: S, value: unknown): z.output<S> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = issue && /^[a-z]+(_[a-z]+)*$/.test(issue.message) ? issue.message : 'input_invalid';
  throw new Refusal('invalid', { field: issue && fieldOf(issue), params: { reason } });
}

/** A field that nobody asked for is named by whoever sent it: only what looks like a name is repeated. */
function fieldOf(issue: z.core.$ZodIssue): string | undefined {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.filter((key) => /^[\w-]{1,40}$/.test(key)) : [];
  return [...issue.path, ...unknown.slice(0, 1)].join('.') || undefined;
}

/**
 * A query string as an object to parse; a parameter given twice becomes an array, which no schema takes. Throws Refusal
 * `invalid` for a NUL, which no text of PostgreSQL can hold.
 */
export function parametersOf(search: URLSearchParams): Record<string, string | string[]> {
  const entries = [...new Set(search.keys())].map((key) => {
    const values = search.getAll(key);
    if (values.join().includes('\0')) throw new Refusal('invalid', { field: key, params: { reason: 'input_invalid' } });
    return [key, values.length > 1 ? values : (values[0] ?? '')] as const;
  });
  return Object.fromEntries(entries);
}
