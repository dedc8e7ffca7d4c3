import { type SQL, sql } from 'drizzle-orm';
import { type SyncSettings, syncSettingsSchema } from '#lib/schemas/sync';
import type { Db, Tx } from './pool.ts';

const key = 'sync';

/** Cadence and budget: what was set on the page, else what the environment says. Read anew wherever it counts. */
export async function readSyncSettings(db: Db | Tx, fallback: SyncSettings): Promise<SyncSettings> {
  const { rows } = await db.execute<{ value: unknown }>(sql`select value from setting where key = ${key}`);
  const stored = syncSettingsSchema.safeParse(rows[0]?.value);
  return stored.success ? stored.data : fallback;
}

export async function writeSyncSettings(tx: Tx, value: SyncSettings): Promise<void> {
  await tx.execute(sql`
    insert into setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`);
}

/** The budget inside a statement, so that a change counts for the very next call of every process. */
export const callsPerSecondNow = (fallback: number): SQL =>
  sql`coalesce((select (value->>'callsPerSecond')::double precision from setting where key = ${key}), ${fallback})`;
