export type SchemaProblem = 'missing' | 'null' | 'unexpected' | 'too_long';

/** Where OpenKit's answers differed from its documentation, and how often since this process started. */
export type SchemaWarning = { at: string; problem: SchemaProblem; count: number; example: string | null };

/**
 * `at` is the path of the field in the documented schema, such as `User.accesses.role`. `example` must be a word of the
 * schema's own kind (a new enum value), never a value that could be somebody's.
 */
export type Warn = (at: string, problem: SchemaProblem, example?: string) => void;

/** Counts schema warnings. The number of different ones is bounded by the schema, not by what OpenKit sends. */
export function createWarnings() {
  const found = new Map<string, SchemaWarning>();

  const warn: Warn = (at, problem, example) => {
    const key = `${at} ${problem}`;
    const warning = found.get(key) ?? { at, problem, count: 0, example: example ?? null };
    warning.count += 1;
    found.set(key, warning);
  };

  return { warn, list: (): SchemaWarning[] => [...found.values()].map((warning) => ({ ...warning })) };
}
