import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Accepted, MoveInInput } from '#lib/schemas/tenancy';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findIntent } from '../operations/find-intent.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { carryOut, isSent } from '../reasons/carry-out.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { planChange } from '../reasons/plan-change.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { findOpenUnit } from '../units/find-unit.ts';
import { findNewcomer, keyWithoutEmail, refuseNamesake } from './find-newcomer.ts';
import { tasksOfMoveIn } from './tasks-of-move-in.ts';
import { noteTenancy, startTenancy } from './tenancy-rows.ts';
import { leasedDoors, leaseReasons } from './unit-doors.ts';
import { windowOfLease } from './window-of-lease.ts';

/**
 * Moves somebody into a unit: notes the lease and why they are to hold each door, and records the operation that gives
 * the doors they do not hold and changes those they do. What OpenKit cannot give becomes tasks. `operationId` null =
 * nothing had to be sent. Throws Refusal `forbidden_or_missing`, `stale`, `limited`, `invalid` with the field, or with
 * the door that they hold at another time.
 */
export async function moveIn(session: Session, input: MoveInInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    if (await isMovedIn(tx, input)) return { operationId: null };
    const unit = await findOpenUnit(tx, session, input.unitId);
    const newcomer = await findNewcomer(tx, session, input);
    if (newcomer.personKey === keyWithoutEmail(input.intentId)) await refuseNamesake(tx, { ...input, ...newcomer });
    const { window, zone } = await windowOfLease(tx, unit, { start: input.leaseStart, end: input.leaseEnd }, at);
    const doors = await leasedDoors(tx, unit, input.bundleIds);
    const tenancyId = randomUUID();
    const add = newcomer.recipient.email ? leaseReasons(doors, { window, zone, tenancyId, unit }) : [];
    const { personId } = newcomer;
    if (personId) {
      await lockPeople(tx, [personId]);
      await refuseUnderWay(
        tx,
        [personId],
        add.map((reason) => reason.doorId),
      );
    }
    const held = personId ? await heldDoors(tx, session, [personId], at) : [];
    const standing = await readReasons(tx, [newcomer.personKey], at);
    const waiting = await waitingReasons(tx, standing);
    const moving = planChange({ ...newcomer, held, standing, waiting, drop: [], add, notify: true, at });
    refuseOtherTimes(moving, held);
    const planned = [moving];
    const operationId = isSent(planned) ? randomUUID() : null;
    const { leaseStart, leaseEnd } = input;
    await startTenancy(tx, { ...newcomer, id: tenancyId, unit, leaseStart, leaseEnd, operationId });
    const { needsKeycard } = input;
    const assigneeId = session.staff.id;
    await addTasks(tx, tasksOfMoveIn({ unit, doors, newcomer, needsKeycard, operationId, assigneeId }));
    await carryOut(tx, jobs, session, { operationId, kind: 'move_in', intentId: input.intentId, planned, at });
    const details = { leaseStart, leaseEnd, doorIds: add.map((reason) => reason.doorId) };
    await noteTenancy(tx, session, { event: 'tenancy.start', unit, ...newcomer, operationId, details });
    return { operationId };
  });
}

/** Whether this intent has moved in somebody without an email before: there is no operation to find it by. */
async function isMovedIn(tx: Tx, { unitId, intentId }: MoveInInput): Promise<boolean> {
  const found = await tx.execute(sql`
    select 1 from tenancy where unit_id = ${unitId} and person_key = ${keyWithoutEmail(intentId)}`);
  return found.rows.length > 0;
}
