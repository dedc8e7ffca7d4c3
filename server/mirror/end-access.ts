import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { access, accessEvent } from '../db/schema/mirror.ts';
import { noteAwaitingSync } from './awaiting-sync.ts';

/** Marks the partner's permanent access on a door as gone, because OpenKit confirmed its revocation, and notes it. */
export async function endAccess(
  tx: Tx,
  { personId, doorId, operationId, at }: { personId: string; doorId: string; operationId: string; at: Instant },
): Promise<void> {
  const ended = await tx
    .update(access)
    .set({ goneAt: at })
    .where(
      and(
        eq(access.personId, personId),
        eq(access.doorId, doorId),
        eq(access.passcodeType, 'PERMANENT'),
        ne(access.granterKind, 'user'),
        isNull(access.goneAt),
      ),
    )
    .returning({ accessId: access.id, buildingId: access.buildingId });
  if (ended.length === 0) return;
  await noteAwaitingSync(
    tx,
    ended.map((row) => row.accessId),
    at,
  );
  await tx.insert(accessEvent).values(
    ended.map((row) => ({
      ...row,
      at,
      name: 'access.vanished' as const,
      cause: 'operation' as const,
      personId,
      doorId,
      operationId,
    })),
  );
}
