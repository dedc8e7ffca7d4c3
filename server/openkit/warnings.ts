import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '#server/db/pool';

export type SchemaProblem = 'missing' | 'null' | 'unexpected' | 'too_long';

/** Where OpenKit's answers differed from its documentation, how often, and how at last. */
export type SchemaWarning = { at: string; problem: SchemaProblem; count: number; example: string };

/**
 * `at` is the path of the field in the documented schema, such as `User.accesses.role`. `example` is a word of the
 * schema's own kind (a new enum value) or what was expected and got by shape, never a value that could be somebody's.
 */
export type Warn = (at: string, problem: SchemaProblem, example: string) => void;

/** Counts schema warnings. The number of different ones is bounded by the schema, not by what OpenKit sends. */
export function createWarnings() {
  let found = new Map<string, SchemaWarning>();

  const warn: Warn = (at, problem, example) => {
    const key = `${at} ${problem}`;
    found.set(key, { at, problem, count: (found.get(key)?.count ?? 0) + 1, example });
  };

  return {
    warn,
    /** What has been counted since it was last taken. */
    take: (): SchemaWarning[] => {
      const taken = [...found.values()];
      found = new Map();
      return taken;
    },
  };
}

/** Adds to what all processes have counted. Rows in one order, so that two processes do not wait for each other. */
export async function saveWarnings(db: Db | Tx, warnings: SchemaWarning[]): Promise<void> {
  if (warnings.length === 0) return;
  await db.execute(sql`
    insert into schema_warning as w (at, problem, times, example, first_seen, last_seen)
    select r.at, r.problem, r.count, r.example, clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(warnings)}::jsonb) as r(at text, problem text, count int, example text)
    order by r.at, r.problem
    on conflict (at, problem) do update set times = least(w.times::bigint + excluded.times, 2000000000)::int,
      example = excluded.example, last_seen = excluded.last_seen`);
}

/**
 * Condition: since then OpenKit has answered somewhere without saying until when an access stands, or if it may be
 * shared.
 */
export const hasLeftTermsOpenSince = (since: SQL): SQL => sql`exists (
  select 1 from schema_warning
  where at in ('User.accesses.endTime', 'User.accesses.shareable') and last_seen >= ${since})`;
