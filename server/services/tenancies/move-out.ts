import { randomUUID } from 'node:crypto';
import { Refusal } from '#lib/errors';
import type { Accepted, MoveOutInput } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findIntent } from '../operations/find-intent.ts';
import { refuseBeingGiven } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { isSent, sendChanges, writeChanges } from '../reasons/carry-out.ts';
import { type PlannedOverHeld, planChange } from '../reasons/plan-change.ts';
import { closeNeedless } from '../tasks/close-needless.ts';
import { addBackTasks } from './add-back-tasks.ts';
import { capGuests } from './cap-guests.ts';
import { type Leaving, readLeaving } from './move-out-facts.ts';
import { planGuests } from './plan-guests.ts';
import { endTenancies, findTenancies, noteTenancy } from './tenancy-rows.ts';

/**
 * Moves people out: their leases end, and of the doors shown to whoever asked, those that nothing else keeps are
 * revoked, from them and from their guests, who go even where the host held nothing any more. Doors that another reason
 * keeps stay, and guests there no longer than by that reason, unless they were named as well. What OpenKit cannot take
 * becomes tasks; what it could not give and nobody has given yet is no task any more. `operationId` null = they held
 * nothing. Throws Refusal `forbidden_or_missing`, `stale` when a door has come to end since the preview or something is
 * under way.
 */
export async function moveOut(session: Session, input: MoveOutInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const tenancies = await findTenancies(tx, session, input.tenancyIds);
    const personIds = tenancies.flatMap((one) => one.personId ?? []);
    await lockPeople(tx, personIds);
    const leaving = await readLeaving(tx, session, tenancies, at);
    const unnamed = leaving.filter(({ tenancy, ending }) => tenancy.personId === null && ending.length > 0);
    await refuseBeingGiven(
      tx,
      unnamed.map(({ tenancy }) => tenancy.personKey),
    );
    const leavers = leaving.map((one) => planLeaving(one, doorsNamed(input, one), at));
    const losing = [...leavers, ...(await planGuests(tx, session, leavers, at))];
    const planned = [...losing, ...(await capGuests(tx, session, losing, at))];
    const operationId = isSent(planned) ? randomUUID() : null;
    await endTenancies(tx, input.tenancyIds, { at, operationId });
    const accepted = { operationId, kind: 'move_out', intentId: input.intentId, planned, at } as const;
    await writeChanges(tx, accepted);
    await addBackTasks(tx, session, input.tenancyIds, operationId);
    const needless = await closeNeedless(tx, session, { tenancyIds: input.tenancyIds, at, operationId });
    await sendChanges(tx, jobs, session, accepted);
    await appendAudit(tx, needless);
    for (const tenancy of tenancies) {
      await noteTenancy(tx, session, {
        event: 'tenancy.end',
        unit: { id: tenancy.unitId, buildingId: tenancy.buildingId },
        ...tenancy,
        operationId,
        details: {},
        note: input.note,
      });
    }
    return { operationId };
  });
}

const doorsNamed = ({ doors }: MoveOutInput, { tenancy }: Leaving): Set<string> =>
  new Set(doors.filter(({ personId }) => personId === tenancy.personId).flatMap(({ doorIds }) => doorIds));

/** Throws Refusal `stale` when a door would end that whoever asked has not seen. */
function planLeaving(
  { tenancy, held, standing, waiting, ending, becauseOf, guestsAlone }: Leaving,
  named: ReadonlySet<string>,
  at: Instant,
): PlannedOverHeld {
  const unseen = held.find((door) => becauseOf.get(door.doorId) === 'lease' && !named.has(door.doorId));
  if (unseen) throw new Refusal('stale', { params: { reason: 'doors_changed', door: unseen.doorName } });
  // Named although something else keeps it: all of its reasons end.
  const isKept = (doorId: string) => ['other', 'by_hand'].includes(becauseOf.get(doorId) ?? 'none');
  const alsoEnding = standing.filter(({ doorId }) => named.has(doorId) && isKept(doorId));
  const planned = planChange({
    ...tenancy,
    held,
    standing,
    waiting,
    drop: [...new Set([...ending, ...alsoEnding])],
    add: [],
    alsoRevoke: held
      .filter((door) => named.has(door.doorId) && becauseOf.get(door.doorId) === 'none')
      .map((d) => d.doorId),
    notify: false,
    at,
  });
  return { ...planned, lost: [...planned.lost, ...guestsAlone.map(({ doorId }) => doorId)] };
}
