import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { TransferInput } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { type PlannedChange, type PlannedOverHeld, planChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import { type FoundUnit, findOpenUnit } from '../units/find-unit.ts';
import { capGuests } from './cap-guests.ts';
import { doorsGoingOn } from './doors-going-on.ts';
import type { Newcomer } from './find-newcomer.ts';
import { invitedGuests, withoutHost } from './move-out-facts.ts';
import { planGuests } from './plan-guests.ts';
import { reachTenant } from './reach-tenant.ts';
import { type FoundTenancy, findTenancies } from './tenancy-rows.ts';
import { type LeasedDoor, leasedDoors, leaseReasons, reasonsToHold } from './unit-doors.ts';
import { windowOfLease } from './window-of-lease.ts';

export type PlannedTransfer = {
  old: FoundTenancy;
  unit: FoundUnit;
  newcomer: Newcomer;
  /** Of the new lease. */
  newId: string;
  /** What the new lease brings, whether OpenKit can give it or not. */
  doors: LeasedDoor[];
  /** Whether it is still that of a household found living in the building. */
  isFound: boolean;
  /** The clock of the new lease. */
  zone: string;
  held: HeldDoor[];
  standing: ReasonRow[];
  drop: ReasonRow[];
  add: NewReason[];
  /** Null for somebody without an email, who holds nothing: the lease moves alone. */
  moving: PlannedOverHeld | null;
  /** What their guests lose with them. */
  losing: PlannedChange[];
  /** What their guests hold for less long than before, or not at all, where they go on. */
  capped: PlannedChange[];
};

/**
 * What moving somebody from one unit to another comes to now, for them and their guests. Doors that both leases want are
 * kept or changed, never taken away, and guests there stay no longer; the old home is revoked only once the new one is
 * confirmed. Whom OpenKit has not named, because nothing could be given to them, is given the new home at their
 * address. Writes what `planGuests` and `capGuests` write. Throws Refusal `forbidden_or_missing`, `invalid`, `stale`.
 */
export async function planTransfer(
  tx: Tx,
  session: Session,
  { tenancyId, unitId, leaseEnd }: Omit<TransferInput, 'intentId'>,
  at: Instant,
): Promise<PlannedTransfer> {
  const [old] = await findTenancies(tx, session, [tenancyId]);
  if (!old) throw new Refusal('forbidden_or_missing', { params: { reason: 'tenancy_gone' } });
  const unit = await findOpenUnit(tx, session, unitId);
  const { personId, personKey, name } = old;
  const recipient = await reachTenant(tx, old);
  if (old.unitId === unit.id) throw new Refusal('invalid', { field: 'unitId', params: { reason: 'same_unit' } });
  await lockPeople(tx, personId ? [personId] : []);
  const { window, zone } = await windowOfLease(tx, unit, { start: null, end: leaseEnd }, at);
  const standing = await readReasons(tx, [personKey], at);
  const drop = standing.filter((reason) => reason.tenancyId === old.id);
  const isReached = recipient.email !== null;
  const held = isReached ? await heldDoors(tx, session, personId ? [personId] : [], at) : [];
  const brought = await leasedDoors(tx, unit, await bundlesAfter(tx, { old, unit, drop, standing, held }));
  const going = await doorsGoingOn(tx, { old, unit, drop, brought, held });
  const doors = brought.filter(({ doorId }) => !going.some((door) => door.doorId === doorId));
  const newId = randomUUID();
  if (!isReached && drop.length > 0)
    throw new Refusal('invalid', { field: 'unitId', params: { reason: 'email_required' } });
  const lease = { window, zone, tenancyId: newId, unit };
  const add = isReached ? [...leaseReasons(doors, lease), ...reasonsToHold(going, lease)] : [];
  const newcomer = { personId, personKey, recipient, name };
  const isFound = old.isFound && old.buildingId === unit.buildingId;
  const move = { old, unit, newcomer, newId, doors, isFound, zone, held, standing, drop, add };
  if (!isReached) return { ...move, moving: null, losing: [], capped: [] };
  return { ...move, ...(await planMove(tx, session, move, at)) };
}

type Calls = Pick<PlannedTransfer, 'losing' | 'capped'> & { moving: PlannedOverHeld };

type Move = Pick<PlannedTransfer, 'unit' | 'newcomer' | 'doors' | 'held' | 'standing' | 'drop' | 'add'>;

/** What the move comes to for them and their guests. */
async function planMove(
  tx: Tx,
  session: Session,
  { unit, newcomer, doors, held, standing, drop, add }: Move,
  at: Instant,
): Promise<Calls> {
  const { personId } = newcomer;
  const personIds = personId === null ? [] : [personId];
  const home = doors.filter((door) => door.bundleId === null && isGivable(door)).map(({ doorId }) => doorId);
  if (personId !== null && home.length === 0) await refuseShutHome(tx, unit);
  await refuseUnderWay(
    tx,
    personIds,
    [...drop, ...add].map((reason) => reason.doorId),
  );
  const waiting = await waitingReasons(tx, standing);
  const planned = planChange({ ...newcomer, held, standing, waiting, drop, add, notify: true, at });
  refuseOtherTimes(planned, held);
  const kept = standing.filter((reason) => !drop.includes(reason));
  const invited = await invitedGuests(tx, session, personIds, at);
  const alone = withoutHost(invited, personId, [...held, ...kept, ...add]).map(({ doorId }) => doorId);
  const moving = { ...planned, lost: [...planned.lost, ...alone] };
  const losing = await planGuests(tx, session, [moving], at);
  const capped = await capGuests(tx, session, [moving, ...losing], at);
  return oldHomeLast({ moving, losing, capped }, home);
}

/**
 * In the same building the bundles of the old lease go on; in another one its amenities do, and so where nobody noted
 * what the old lease brings. A household that was found may have amenities without anybody saying so: those of which
 * they hold every door, and for nothing that is noted.
 */
async function bundlesAfter(
  tx: Tx,
  { old, unit, drop, standing, held }: Pick<PlannedTransfer, 'old' | 'unit' | 'drop' | 'standing' | 'held'>,
): Promise<string[]> {
  const oldIds = [...new Set(drop.flatMap(({ bundleId }) => bundleId ?? []))];
  const isNoted = new Set(standing.map(({ doorId }) => doorId));
  const unnoted = held.flatMap(({ doorId }) => (isNoted.has(doorId) ? [] : doorId));
  const isNew = old.buildingId !== unit.buildingId || drop.length === 0;
  const found = await tx.execute<{ id: string }>(sql`
    select id from bundle b where building_id = ${unit.buildingId} and archived_at is null
      and (id = any(${sql.param(oldIds)}::uuid[]) or (kind = 'amenities' and (${isNew} or (${old.isFound} and not exists (
        select 1 from bundle_door bd
        where bd.bundle_id = b.id and bd.door_id <> all(${sql.param(unnoted)}::uuid[]))))))`);
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
function oldHomeLast({ moving, losing, capped }: Calls, home: readonly string[]): Calls {
  const isHome = ({ action, doors }: NewItem) =>
    home.length > 0 ? action !== 'revoke' && doors.some(({ doorId }) => home.includes(doorId)) : action === 'grant';
  const step = moving.items.findIndex(isHome);
  if (step === -1) return { moving, losing, capped };
  const waiting = (item: NewItem) =>
    item.action === 'grant' || item === moving.items[step] ? item : { ...item, after: step };
  const waits = <C extends PlannedChange>(change: C): C => ({ ...change, items: change.items.map(waiting) });
  return { moving: waits(moving), losing: losing.map(waits), capped: capped.map(waits) };
}
