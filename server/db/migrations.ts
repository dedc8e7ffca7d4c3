import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';

const folder = path.join(import.meta.dirname, 'migrations');
const journalFile = 'meta/_journal.json';
const journalSchema = z.looseObject({
  entries: z.array(z.looseObject({ tag: z.string(), when: z.number().int() })).nonempty(),
});

/** The names of the migrations this code knows, oldest first. */
export const migrationNames = (): string[] => readJournal().entries.map((entry) => entry.tag);

/**
 * The newest migration applied to a database; null when there is none. Needs the owner role.
 * Throws when the database is ahead of this code.
 */
export async function appliedMigration(client: pg.Client): Promise<string | null> {
  const table = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`);
  if (!table.rows[0]?.exists) return null;
  const { rows } = await client.query<{ at: string | null }>(
    'select max(created_at)::text as at from drizzle.__drizzle_migrations',
  );
  const at = rows[0]?.at;
  if (!at) return null;
  const found = readJournal().entries.find((entry) => entry.when === Number(at));
  if (!found) throw new Error('the database was migrated by a newer Gatehouse');
  return found.tag;
}

/** Calls `apply` with a folder of migrations that ends with the one named; without a name, with all of them. */
export async function withMigrationsUpTo<T>(
  last: string | undefined,
  apply: (migrationsFolder: string) => Promise<T>,
): Promise<T> {
  if (last === undefined) return apply(folder);
  const { entries, ...rest } = readJournal();
  const wanted = entries.slice(0, entries.findIndex((entry) => entry.tag === last) + 1);
  const copy = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-migrations-'));
  try {
    mkdirSync(path.join(copy, 'meta'));
    writeFileSync(path.join(copy, journalFile), JSON.stringify({ ...rest, entries: wanted }));
    for (const { tag } of wanted) copyFileSync(path.join(folder, `${tag}.sql`), path.join(copy, `${tag}.sql`));
    return await apply(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const readJournal = () => journalSchema.parse(JSON.parse(readFileSync(path.join(folder, journalFile), 'utf8')));
