import type { DoorStatement, DoorStatementInput } from '#lib/schemas/door-statement';
import { dayWindow } from '#lib/time/day';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { refuseTooMany } from '../exports/refuse-too-many.ts';
import { historyBounds } from '../history/history-bounds.ts';
import { getCoverage } from '../questions/get-coverage.ts';
import { countAnswers, listAnswers } from '../questions/list-answers.ts';
import { countAnswersQuery } from '../questions/list-query.ts';
import { getDoor } from './get-door.ts';

const mostHolders = 1000;

/**
 * Who held access to a door at any time of some days, with what nobody could see of them. It takes names out of
 * Gatehouse, so it is recorded before it is answered and counts as an export. Throws Refusal `forbidden_or_missing`,
 * `limited`.
 */
export async function makeDoorStatement(session: Session, input: DoorStatementInput): Promise<DoorStatement> {
  await requirePermission(session, 'export.create');
  const { doorId, firstDay, lastDay } = input;
  const { id, name, buildingId, buildingName, timeZone } = await getDoor(session, doorId);
  const zone = timeZone ?? 'UTC';
  const [from, to] = [dayWindow(firstDay, zone).start, dayWindow(lastDay, zone).end];
  const filters = countAnswersQuery.parse({ doors: id, from, to });
  const [{ items: holders }, { count }, coverage, bounds] = await Promise.all([
    listAnswers(session, { ...filters, sort: 'name', cursor: '', limit: mostHolders }),
    countAnswers(session, filters),
    getCoverage(session, filters),
    historyBounds(session),
  ]);
  await db().transaction(async (tx) => {
    await refuseTooMany(tx, session);
    await appendAudit(tx, {
      event: 'door.statement',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'door', id },
      buildingId: buildingId ?? undefined,
      requestId: session.requestId,
      details: { firstDay, lastDay, count },
    });
  });
  const isZoneKnown = timeZone !== null;
  const door = { id, name, buildingName };
  return {
    door,
    firstDay,
    lastDay,
    zone,
    isZoneKnown,
    from,
    to,
    holders,
    count,
    coverage,
    bounds,
    madeBy: session.staff.name,
  };
}
