import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { type Db, db } from '#server/db/pool';

const key = 'audit_defect';
/** `strangeKeyId`: the row is whole, and signed with a key that nobody vouches for. */
const defectSchema = z.object({ seq: z.number(), reason: z.string(), strangeKeyId: z.string().optional() });
export type LogDefect = z.infer<typeof defectSchema>;

/** Leaves word of the first bad row that the worker met; null when it found none from the first to the last. */
export async function tellDefect(db: Db, defect: LogDefect | null): Promise<void> {
  await db.execute(
    defect
      ? sql`insert into setting (key, value) values (${key}, ${JSON.stringify(defect)}::jsonb)
          on conflict (key) do update set value = excluded.value`
      : sql`delete from setting where key = ${key}`,
  );
}

/** The first row of the log that is not as it was written, when the worker last looked. */
export async function getLogDefect(session: Session): Promise<LogDefect | null> {
  await requirePermission(session, 'audit.read');
  return readLogDefect(db());
}

export async function readLogDefect(db: Db): Promise<LogDefect | null> {
  const found = await db.execute<{ value: unknown }>(sql`select value from setting where key = ${key}`);
  return found.rows[0] ? defectSchema.parse(found.rows[0].value) : null;
}
