import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { operation } from '../db/schema/operations.ts';

type Intent = { staffId: string; intentId: string };

/** The operation that this intent of this staff member already is; null for a new one. */
export async function askedBefore(tx: Tx, { staffId, intentId }: Intent): Promise<string | null> {
  const [found] = await tx
    .select({ id: operation.id })
    .from(operation)
    .where(and(eq(operation.staffId, staffId), eq(operation.intentId, intentId)));
  return found?.id ?? null;
}
