import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import type { HourlyAct } from '#server/db/schema/staff';
import type { Session } from './session.ts';
import { staffActor } from './staff-actor.ts';

/** Of each of the staff: a busy desk stays far below it, whoever takes the mirror away piece by piece does not. */
const perHour: Record<HourlyAct, number> = { search: 1200, import: 120 };

/**
 * Counts one more of these in this hour of the clock (real time). Throws Refusal `limited` when they were too many,
 * with the `minutes` until the next; once an hour the log tells whoever reads it.
 */
export async function takeHourly(session: Session, act: HourlyAct): Promise<void> {
  if (await isCounted(session, act)) return;
  await noteLimit(session, act);
  throw await limitedBy(act);
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
      actor: staffActor({ staff, sessionId }),
      object: { type: 'staff', id: staff.id },
      requestId,
      details: { act, most },
    });
  });
}

/** What somebody is told whose searches of this hour are used up; null when they may go on. */
export async function readSearchLimit({ staff }: Session): Promise<Refusal | null> {
  const found = await db().execute(sql`
    select 1 from hourly_act where staff_id = ${staff.id} and act = 'search'
      and hour = date_trunc('hour', clock_timestamp()) and times >= ${perHour.search}`);
  return found.rows.length > 0 ? limitedBy('search') : null;
}

async function limitedBy(act: HourlyAct): Promise<Refusal> {
  const left = await db().execute<{ minutes: number }>(sql`
    select ceil(extract(epoch from date_trunc('hour', clock_timestamp()) + interval '1 hour' - clock_timestamp()) / 60)::int
      as minutes`);
  return new Refusal('limited', { params: { reason: `limited_${act}`, minutes: left.rows[0]?.minutes ?? 60 } });
}
