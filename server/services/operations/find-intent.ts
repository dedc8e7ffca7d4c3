import { and, eq, sql } from 'drizzle-orm';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { operation } from '#server/db/schema/operations';

/**
 * The operation of this intent, if it was accepted before. Until the transaction ends, the same intent waits here: what
 * is written beside an operation is written once, however often its button was pressed.
 */
export async function findIntent(tx: Tx, session: Session, intentId: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${intentId}, 0))`);
  const [found] = await tx
    .select({ id: operation.id })
    .from(operation)
    .where(and(eq(operation.staffId, session.staff.id), eq(operation.intentId, intentId)));
  return found?.id ?? null;
}
