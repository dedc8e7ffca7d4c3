import { randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import type { Accepted } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { carryOut, isSent } from '../reasons/carry-out.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { capGuests } from '../tenancies/cap-guests.ts';
import { planGuests } from '../tenancies/plan-guests.ts';
import { type LeaseSource, lockHolders, planAlignment } from './plan-alignment.ts';

/**
 * Gives everybody who has a source what it says now, as one operation, takes what they lose from their guests as well,
 * who stay no longer than they do, and notes what is left to do by hand; `operationId` null = nothing had to be sent.
 * Throws Refusal `stale` while something is under way for one of them, `limited`.
 */
export async function bringInLine(
  tx: Tx,
  jobs: PgBoss,
  session: Session,
  { source, intentId, at }: { source: LeaseSource; intentId: string; at: Instant },
): Promise<Accepted & { alignedPeople: number }> {
  await lockHolders(tx, source);
  const alignments = await planAlignment(tx, session, source, at);
  const aligned = alignments.map((alignment) => alignment.planned);
  const losing = [...aligned, ...(await planGuests(tx, session, aligned, at))];
  const planned = [...losing, ...(await capGuests(tx, session, losing, at))];
  const doors = aligned.flatMap(({ items }) => items.flatMap((item) => item.doors));
  await refuseUnderWay(
    tx,
    aligned.flatMap(({ personId }) => personId ?? []),
    [...new Set(doors.map(({ doorId }) => doorId))],
  );
  const operationId = isSent(planned) ? randomUUID() : null;
  await addTasks(
    tx,
    alignments.flatMap(({ tasks }) => tasks.map((task) => ({ ...task, operationId }))),
  );
  await carryOut(tx, jobs, session, { operationId, kind: 'align', intentId, planned, at });
  return { operationId, alignedPeople: alignments.length };
}
