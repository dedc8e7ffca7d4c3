import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

/** More than anybody reads; who asks for more is taking the mirror away piece by piece. */
const perHour = 30;

/**
 * Throws Refusal `limited` once this staff member took 30 files and statements for doors out of Gatehouse within an
 * hour, as the log has them: record the next one in this transaction. Resolves to the real time.
 */
export async function refuseTooMany(tx: Tx, { staff }: Session): Promise<Instant> {
  // Asked for at once they would each count only those before.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exports|${staff.id}`}, 0))`);
  const found = await tx.execute<{ at: Instant; recent: number }>(sql`
    select clock_timestamp() as at, count(*) as recent from audit_entry
    where staff_id = ${staff.id} and event in ('export.create', 'door.statement')
      and at > clock_timestamp() - interval '1 hour'`);
  const [facts] = found.rows;
  if (!facts || facts.recent >= perHour) throw new Refusal('limited', { params: { reason: 'export_often' } });
  return facts.at;
}
