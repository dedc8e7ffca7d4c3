import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { appendAudit } from '#server/audit/append';
import type { Db, Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { handOver } from './hand-over.ts';
import { lastingOwner } from './set-rights.ts';

/**
 * Hands over what somebody whose last day is over still has: their plans go on under the owner who is longest here,
 * their tasks are free. It is in the log as theirs who left. Their account stays, so that another last day takes them
 * back.
 */
export async function endMemberships(db: Db): Promise<void> {
  while (await db.transaction(endNext));
}

type Ended = { id: string; email: string; name: string };

/** False when nobody is left. */
async function endNext(tx: Tx): Promise<boolean> {
  const [heir] = await tx.select({ id: staff.id }).from(staff).where(lastingOwner).orderBy(staff.createdAt).limit(1);
  if (!heir) return false;
  const found = await tx.execute<Ended>(sql`
    select s.id, s.email, s.name from staff s where s.disabled_at is null and s.ends_at <= now() and (
      exists (select 1 from session where staff_id = s.id and ended_at is null)
      or exists (select 1 from one_time_link where staff_id = s.id)
      or exists (select 1 from task where assignee_id = s.id and done_at is null)
      or exists (select 1 from plan where staff_id = s.id and state <> 'ended'))
    order by s.id limit 1 for update skip locked`);
  const [member] = found.rows;
  if (!member) return false;
  const { sessions, tasks, plans } = await handOver(tx, member.id, heir.id);
  await appendAudit(tx, {
    event: 'staff.leave',
    phase: 'done',
    actor: { kind: 'system', name: 'last day' },
    object: { type: 'staff', id: member.id },
    requestId: randomUUID(),
    details: { endedSessions: sessions.length, tasks, plans, ...(plans.length > 0 && { heir: heir.id }) },
    personal: { email: member.email, name: member.name },
  });
  return true;
}
