import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Accepted, TransferInput } from '#lib/schemas/tenancy';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import type { NewItem } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { lockPeople, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { isSent, sendChanges, writeChanges } from '../reasons/carry-out.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { type PlannedChange, planChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { closeNeedless } from '../tasks/close-needless.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import { type FoundUnit, findOpenUnit } from '../units/find-unit.ts';
import { addBackTasks } from './add-back-tasks.ts';
import { capGuests } from './cap-guests.ts';
import { windowOf } from './move-in.ts';
import { invitedGuests, withoutHost } from './move-out-facts.ts';
import { planGuests } from './plan-guests.ts';
import { reachTenant } from './reach-tenant.ts';
import { tasksOfMoveIn } from './tasks-of-move-in.ts';
import { endTenancies, type FoundTenancy, findTenancies, noteTenancy, startTenancy } from './tenancy-rows.ts';
import { type LeasedDoor, leasedDoors, leaseReasons } from './unit-doors.ts';

/**
 * Moves somebody from one unit to another today. Doors that both leases want are kept or changed, never taken away, and
 * guests there stay no longer; the old home is revoked only once the new one is confirmed. Whom OpenKit has not named,
 * because nothing could be given to them, is given the new home at their address; of somebody without an email, who
 * holds nothing, the lease moves alone. Throws Refusal `forbidden_or_missing`, `invalid`, `stale`.
 */
export async function transfer(session: Session, input: TransferInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const [old] = await findTenancies(tx, session, [input.tenancyId]);
    if (!old) throw new Refusal('forbidden_or_missing', { params: { reason: 'tenancy_gone' } });
    const unit = await findOpenUnit(tx, session, input.unitId);
    const { personId, personKey, name } = old;
    const recipient = await reachTenant(tx, old);
    if (old.unitId === unit.id) throw new Refusal('invalid', { field: 'unitId', params: { reason: 'same_unit' } });
    await lockPeople(tx, personId ? [personId] : []);
    const { leaseEnd } = input;
    const { window, zone } = await windowOf(tx, unit, { start: null, end: leaseEnd }, at);
    const standing = await readReasons(tx, [personKey], at);
    const drop = standing.filter((reason) => reason.tenancyId === old.id);
    const doors = await leasedDoors(tx, unit, await bundlesAfter(tx, unit, drop));
    const tenancyId = randomUUID();
    const isReached = recipient.email !== null;
    if (!isReached && drop.length > 0)
      throw new Refusal('invalid', { field: 'unitId', params: { reason: 'email_required' } });
    const add = isReached ? leaseReasons(doors, { window, zone, tenancyId, unit }) : [];
    const planned = isReached
      ? await planMove(tx, session, { old: { ...old, recipient }, unit, doors, standing, drop, add, at })
      : [];
    const operationId = isSent(planned) ? randomUUID() : null;
    await endTenancies(tx, [old.id], { at, operationId });
    const leaseStart = unit.timeZone && dayOf(at, unit.timeZone);
    const newcomer = { personId, personKey, recipient, name };
    await startTenancy(tx, { ...newcomer, id: tenancyId, unit, leaseStart, leaseEnd, operationId });
    const assigneeId = session.staff.id;
    await addTasks(tx, tasksOfMoveIn({ unit, doors, newcomer, needsKeycard: false, operationId, assigneeId }));
    const accepted = { operationId, kind: 'transfer', intentId: input.intentId, planned, at } as const;
    await writeChanges(tx, accepted);
    await addBackTasks(tx, session, [old.id], operationId);
    const needless = await closeNeedless(tx, session, { tenancyIds: [old.id], at, operationId });
    await sendChanges(tx, jobs, session, accepted);
    await appendAudit(tx, needless);
    const details = { before: { unit: old.unitName, leaseEnd: old.leaseEnd }, after: { unit: unit.name, leaseEnd } };
    await noteTenancy(tx, session, { event: 'tenancy.change', unit, personId, name, operationId, details });
    return { operationId };
  });
}

type Move = {
  old: FoundTenancy;
  unit: FoundUnit;
  doors: readonly LeasedDoor[];
  standing: readonly ReasonRow[];
  drop: readonly ReasonRow[];
  add: readonly NewReason[];
  at: Instant;
};

/** What the move comes to for them and their guests. */
async function planMove(
  tx: Tx,
  session: Session,
  { old, unit, doors, standing, drop, add, at }: Move,
): Promise<PlannedChange[]> {
  const personIds = old.personId === null ? [] : [old.personId];
  const home = doors.filter((door) => door.bundleId === null && isGivable(door)).map(({ doorId }) => doorId);
  if (old.personId !== null && home.length === 0) await refuseShutHome(tx, unit);
  await refuseUnderWay(
    tx,
    personIds,
    [...drop, ...add].map((reason) => reason.doorId),
  );
  const held = await heldDoors(tx, session, personIds, at);
  const waiting = await waitingReasons(tx, standing);
  const moving = planChange({ ...old, held, standing, waiting, drop, add, notify: true, at });
  refuseOtherTimes(moving, held);
  const kept = standing.filter((reason) => !drop.includes(reason));
  const invited = await invitedGuests(tx, session, personIds, at);
  const alone = withoutHost(invited, old.personId, [...held, ...kept, ...add]).map(({ doorId }) => doorId);
  const losing = await planGuests(tx, session, [{ ...moving, lost: [...moving.lost, ...alone] }], at);
  const guests = [...losing, ...(await capGuests(tx, session, [moving, ...losing], at))];
  return oldHomeLast(moving, guests, home);
}

/** In the same building the bundles of the old lease go on; in another one its amenities do. */
async function bundlesAfter(tx: Tx, unit: FoundUnit, old: readonly ReasonRow[]): Promise<string[]> {
  const oldIds = [...new Set(old.flatMap(({ bundleId }) => bundleId ?? []))];
  const found = await tx.execute<{ id: string }>(sql`
    select id from bundle where building_id = ${unit.buildingId} and archived_at is null
      and (id = any(${sql.param(oldIds)}::uuid[]) or (kind = 'amenities' and not exists (
        select 1 from bundle kept where kept.id = any(${sql.param(oldIds)}::uuid[]) and kept.archived_at is null
          and kept.building_id = ${unit.buildingId})))`);
  return found.rows.map(({ id }) => id);
}

/**
 * Throws Refusal `invalid` for a unit of whose doors OpenKit can give none: the old home would go with nothing in its
 * place.
 */
async function refuseShutHome(tx: Tx, { id }: FoundUnit): Promise<void> {
  const found = await tx.execute<{ name: string | null }>(sql`
    select d.name from unit_door ud left join door d on d.id = ud.door_id where ud.unit_id = ${id} order by d.name limit 1`);
  const [door] = found.rows;
  if (!door) return;
  const params = { reason: 'home_not_givable', ...(door.name && { door: door.name }) };
  throw new Refusal('invalid', { field: 'unitId', params });
}

/**
 * Nobody stands between two homes: what is taken away, from them and their guests, waits until the door of the new home
 * is given, or changed where they hold it already; in a unit without a door, for the first that is given. So does what
 * else changes: doors of both homes keep the old end where the new home is refused.
 */
function oldHomeLast(
  moving: PlannedChange,
  guests: readonly PlannedChange[],
  home: readonly string[],
): PlannedChange[] {
  const isHome = ({ action, doors }: NewItem) =>
    home.length > 0 ? action !== 'revoke' && doors.some(({ doorId }) => home.includes(doorId)) : action === 'grant';
  const step = moving.items.findIndex(isHome);
  const planned = [moving, ...guests];
  if (step === -1) return planned;
  const waiting = (item: NewItem) =>
    item.action === 'grant' || item === moving.items[step] ? item : { ...item, after: step };
  return planned.map((change) => ({ ...change, items: change.items.map(waiting) }));
}
