import { createPublicKey } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Tx } from '../db/pool.ts';
import type { AuditKey } from './key.ts';
import { readPublicKeys } from './public-keys.ts';
import { holderOf, isTakenOverSigned, type TakenOver, takenOverSchema } from './taken-over.ts';

const settingKey = 'audit_taken_over';

/** What was taken over under this key; null where nothing was, and where somebody without the key wrote it. */
export async function readTakenOver(
  db: NodePgDatabase | Tx,
  { publicKeyPem }: Pick<AuditKey, 'publicKeyPem'>,
): Promise<TakenOver | null> {
  const found = await db.execute<{ value: unknown }>(sql`select value from setting where key = ${settingKey}`);
  const takenOver = takenOverSchema.safeParse(found.rows[0]?.value).data;
  return takenOver && isTakenOverSigned(takenOver, readPublicKeys(publicKeyPem)) ? takenOver : null;
}

export async function writeTakenOver(tx: Tx, takenOver: TakenOver): Promise<void> {
  await tx.execute(sql`
    insert into setting (key, value) values (${settingKey}, ${JSON.stringify(takenOver)}::jsonb)
    on conflict (key) do update set value = excluded.value`);
}

/** Finds the key that may have signed a row of this log; null for a stranger's. */
export async function readHolders(db: NodePgDatabase | Tx, own: AuditKey) {
  const earlier = (await readTakenOver(db, own))?.earlier ?? [];
  const key = createPublicKey(own.publicKeyPem);
  return (row: Parameters<typeof holderOf>[0]) => holderOf(row, { keyId: own.keyId, key }, earlier);
}
