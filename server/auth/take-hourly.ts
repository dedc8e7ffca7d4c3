import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import type { HourlyAct } from '#server/db/schema/staff';
import type { Session } from './session.ts';

/** Of each of the staff: a busy desk stays far below it, whoever takes the mirror away piece by piece does not. */
const perHour: Record<HourlyAct, number> = { search: 1200, import: 120 };

/**
 * Counts one more of these in this hour of the clock (real time). Throws Refusal `limited` when they were too many; once
 * an hour the log tells whoever reads it.
 */
export async function takeHourly(session: Session, act: HourlyAct): Promise<void> {
  if (await isCounted(session, act)) return;
  await noteLimit(session, act);
  throw new Refusal('limited', { params: { reason: `limited_${act}` } });
}

/** A single statement: each search waits for it. */
async function isCounted({ staff }: Session, act: HourlyAct): Promise<boolean> {
  const { rows } = await db().execute(sql`
    insert into hourly_act as h (staff_id, act, hour, times)
    values (${staff.id}, ${act}, date_trunc('hour', clock_timestamp()), 1)
    on conflict (staff_id, act, hour) do update set times = h.times + 1 where h.times < ${perHour[act]} returning 1`);
  return rows.length > 0;
}

/** The first that is one too many stands in the log, and is counted with it. */
async function noteLimit({ staff, sessionId, requestId }: Session, act: HourlyAct): Promise<void> {
  const most = perHour[act];
  await db().transaction(async (tx) => {
    const counted = await tx.execute(sql`
      update hourly_act set times = times + 1
      where staff_id = ${staff.id} and act = ${act} and hour = date_trunc('hour', clock_timestamp()) and times = ${most}
      returning 1`);
    if (counted.rows.length === 0) return;
    await appendAudit(tx, {
      event: 'limit.reach',
      phase: 'denied',
      actor: { kind: 'staff', staffId: staff.id, sessionId },
      object: { type: 'staff', id: staff.id },
      requestId,
      details: { act, most },
    });
  });
}
