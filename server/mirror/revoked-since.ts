import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { AccessValues } from './access-row.ts';

/**
 * Without accesses that a reading shows because it began before OpenKit confirmed their revocation. A revocation is no
 * reading of the person, so what else the reading says of them counts. Newcomers had nothing to revoke. `readAt` is
 * database time.
 */
export async function withoutRevokedSince(
  tx: Tx,
  appeared: AccessValues[],
  newcomers: ReadonlySet<string>,
  readAt: Instant,
): Promise<AccessValues[]> {
  const revocable = appeared.filter((row) => isRevocable(row) && !newcomers.has(row.personId));
  if (revocable.length === 0) return appeared;
  const { rows } = await tx.execute<{ personId: string; doorId: string }>(sql`
    select i.person_id as "personId", d.door_id as "doorId"
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = any(${sql.param([...new Set(revocable.map(({ personId }) => personId))])}::uuid[])
      and i.action = 'revoke' and d.state = 'applied' and d.settled_at > ${readAt}::timestamptz`);
  const revoked = new Set(rows.map(placeOf));
  return appeared.filter((row) => !(isRevocable(row) && revoked.has(placeOf(row))));
}

/** What a DELETE takes: our permanent access. */
const isRevocable = ({ passcodeType, granterKind }: AccessValues): boolean =>
  passcodeType === 'PERMANENT' && granterKind !== 'user';

const placeOf = ({ personId, doorId }: { personId: string; doorId: string }): string => `${personId}|${doorId}`;
