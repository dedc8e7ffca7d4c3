import { sql } from 'drizzle-orm';
import type { BundleDoorView } from '#lib/schemas/bundle';
import { type Instant, laterOf } from '#lib/time/instant';
import { earlierEnd, type LeaseRules, leaseWindow } from '#lib/units/lease-window';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewTask } from '#server/db/schema/units';
import { isMissing } from '../doors/missing-holders.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { type PlannedOverHeld, planChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import { findTenancies } from '../tenancies/tenancy-rows.ts';
import { readRules } from '../units/building-rules.ts';
import { findHolders, type Holder } from './find-holders.ts';
import { missingTasks } from './missing-tasks.ts';
import { takenByHand } from './taken-by-hand.ts';

/** What brings doors to leases: a bundle, or the unit itself. */
export type LeaseSource = {
  buildingId: string;
  timeZone: string | null;
  /** Null = the unit itself. */
  bundleId: string | null;
  doors: readonly Pick<BundleDoorView, 'doorId' | 'isShareable' | 'endsOn' | 'kind' | 'isActivated' | 'isGone'>[];
  /** Standing leases of people OpenKit knows that have it. */
  tenancyIds: readonly string[];
  /** Whether a reason is as it is wanted. */
  isSame: (reason: Comparable, wanted: Comparable) => boolean;
  /** Whether a reason that is not wanted came from here, and ends. */
  mayEnd: (reason: ReasonRow) => boolean;
};

type Comparable = Pick<NewReason, 'doorId' | 'end' | 'shareable'>;
/** In what one lease, or one person without one, differs. */
type Difference = {
  holder: Holder;
  drop: ReasonRow[];
  add: NewReason[];
  alsoGive: string[];
  taken: string[];
  tasks: NewTask[];
};
/**
 * One a person, however many leases of theirs differ: what one drops another may keep. `taken`: doors that somebody
 * took from them by hand and nothing gives them; `tasks`: doors OpenKit cannot give.
 */
export type Alignment = { holder: Holder; planned: PlannedOverHeld; taken: string[]; tasks: NewTask[] };

/**
 * What it takes to give everybody who has a source what it says now, by a lease or without one: only those who differ
 * from it, or lost a door of it elsewhere. Whoever is still being moved in is left out, and so is a door that somebody
 * took from them by hand. Without a known zone days mean nothing, so that nobody differs.
 */
export async function planAlignment(tx: Tx, session: Session, source: LeaseSource, at: Instant): Promise<Alignment[]> {
  if (!source.timeZone) return [];
  const holders = await holdersOf(tx, session, source);
  const rules = await readRules(tx, source.buildingId);
  const personKeys = holders.map(({ personKey }) => personKey);
  const personIds = holders.flatMap(({ personId }) => personId ?? []);
  const doorIds = await doorsOf(tx, source);
  const reasons = await readReasons(tx, personKeys, at, doorIds);
  const reasonsOf = Map.groupBy(reasons, ({ personKey }) => personKey);
  const heldBy = Map.groupBy(await heldDoors(tx, session, personIds, at, doorIds), ({ personId }) => personId);
  const isTaken = await takenByHand(tx, source, holders, reasonsOf);
  const tasksOf = await missingTasks(tx, source, holders);
  const isHeldBy = (personKey: string, doorId: NewTask['doorId']) =>
    heldBy.get(personKey)?.some((access) => access.doorId === doorId) ?? false;
  const unheld = reasons.filter(({ personKey, doorId }) => !isHeldBy(personKey, doorId));
  const isLost = await missingReasons(tx, unheld, at);
  const waiting = await waitingReasons(tx, unheld);
  const standingBy = Map.groupBy(
    reasons.map((reason) => (isLost.has(reason.id) ? { ...reason, start: laterOf(reason.start, at) } : reason)),
    ({ personKey }) => personKey,
  );
  const isGone = new Set(source.doors.flatMap((door) => (door.isGone ? door.doorId : [])));
  const differing = holders.flatMap((holder): Difference[] => {
    const standing = standingBy.get(holder.personKey) ?? [];
    const own = standing.filter((one) => one.bundleId === source.bundleId && one.tenancyId === holder.tenancyId);
    const isHeld = (doorId: NewTask['doorId']) => isHeldBy(holder.personKey, doorId);
    const all = wantedReasons(source, holder, own, { rules, isHeld, at });
    const wanted = all.filter(({ doorId }) => !isTaken(holder, doorId));
    const taken = all.flatMap(({ doorId }) => (isTaken(holder, doorId) ? doorId : []));
    const isUnwanted = (reason: ReasonRow) => !wanted.some((other) => source.isSame(reason, other));
    // Another may take the place of one that is gone.
    const drop = own.filter((reason) => isUnwanted(reason) && !isGone.has(reason.doorId) && source.mayEnd(reason));
    const add = wanted.filter((reason) => !own.some((other) => source.isSame(reason, other)));
    const tasks = own.length > 0 ? tasksOf(holder).filter(({ doorId }) => !isHeld(doorId)) : [];
    const alsoGive = wanted
      .filter((one) => own.some(({ id, doorId }) => doorId === one.doorId && isLost.has(id)))
      .map(({ doorId }) => doorId);
    const isDifferent = drop.length + add.length + tasks.length + alsoGive.length > 0;
    return isDifferent ? [{ holder, drop, add, alsoGive, taken, tasks }] : [];
  });
  return [...Map.groupBy(differing, ({ holder }) => holder.personKey).values()].flatMap((theirs) => {
    const [first] = theirs;
    if (!first) return [];
    const units = theirs.flatMap(({ holder }) => holder.unitName ?? []);
    const holder = { ...first.holder, unitName: units.toSorted().join(', ') || null };
    const held = heldBy.get(holder.personId ?? '') ?? [];
    const planned = planChange({
      ...holder,
      held,
      standing: standingBy.get(holder.personKey) ?? [],
      waiting,
      drop: theirs.flatMap(({ drop }) => drop),
      add: theirs.flatMap(({ add }) => add),
      alsoGive: theirs.flatMap(({ alsoGive }) => alsoGive),
      notify: true,
      at,
    });
    const taken = withoutGiven(
      theirs.flatMap((one) => one.taken),
      held,
      planned,
    );
    const tasks = new Map(theirs.flatMap((one) => one.tasks.map((task) => [task.doorId, task])));
    return [{ holder, planned, taken, tasks: [...tasks.values()] }];
  });
}

/** Those of these doors that are neither held nor given for something else. */
function withoutGiven(doorIds: readonly string[], held: readonly HeldDoor[], { items }: PlannedOverHeld): string[] {
  if (doorIds.length === 0) return [];
  const given = items.flatMap(({ action, doors }) => (action === 'grant' ? doors : []));
  const has = new Set([...held, ...given].map(({ doorId }) => doorId));
  return [...new Set(doorIds)].filter((doorId) => !has.has(doorId));
}

/** Whom a source brings doors to. */
async function holdersOf(tx: Tx, session: Session, { tenancyIds, bundleId }: LeaseSource): Promise<Holder[]> {
  const tenancies = await findTenancies(tx, session, tenancyIds);
  const leases = tenancies.map((tenancy) => ({ ...tenancy, tenancyId: tenancy.id }));
  return bundleId ? [...leases, ...(await findHolders(tx, bundleId))] : leases;
}

/** Locks the leases and the people of `holdersOf` until the transaction ends, before anything is read of them. */
export async function lockHolders(tx: Tx, { tenancyIds, bundleId }: LeaseSource): Promise<void> {
  const isLease = sql`id = any(${sql.param([...tenancyIds])}::uuid[])`;
  await tx.execute(sql`select 1 from tenancy where ${isLease} order by id for update`);
  await tx.execute(sql`
    select 1 from person where id in (
      select person_id from tenancy where ${isLease}
      union all select person_id from access_reason where bundle_id = ${bundleId} and ended_at is null)
    order by id for update`);
}

/**
 * The doors that a bundle has or had for somebody: thousands of people hold others as well. Undefined = any, of a
 * household.
 */
async function doorsOf(tx: Tx, { bundleId, doors }: LeaseSource): Promise<string[] | undefined> {
  if (bundleId === null) return undefined;
  const noted = await tx.execute<{ doorId: string }>(sql`
    select distinct door_id as "doorId" from access_reason where bundle_id = ${bundleId} and ended_at is null`);
  return [...new Set([...doors, ...noted.rows].map(({ doorId }) => doorId))];
}

/** The ids of those whose door is not held, nor being given. */
async function missingReasons(tx: Tx, reasons: readonly ReasonRow[], at: Instant): Promise<Set<string>> {
  if (reasons.length === 0) return new Set();
  const found = await tx.execute<{ id: string }>(sql`
    select r.id from access_reason r
    where r.id = any(${sql.param(reasons.map(({ id }) => id))}::uuid[]) and ${isMissing(at)}`);
  return new Set(found.rows.map(({ id }) => id));
}

function wantedReasons(
  source: LeaseSource,
  { tenancyId, leaseStart, leaseEnd }: Holder,
  own: readonly ReasonRow[],
  { rules, isHeld, at }: { rules: LeaseRules; isHeld: (doorId: string) => boolean; at: Instant },
): NewReason[] {
  const zone = source.timeZone ?? 'UTC';
  const lease = leaseWindow({ start: leaseStart, end: leaseEnd }, rules, zone, at);
  const start = own.map((reason) => reason.start).toSorted()[0] ?? lease.start;
  return source.doors
    .filter((door) => !door.isGone && (isGivable(door) || isHeld(door.doorId)))
    .flatMap((door): NewReason[] => {
      const mine = own.find((reason) => reason.doorId === door.doorId);
      const terms = tenancyId
        ? { end: lease.end, shareable: true, role: 'resident' as const, kind: 'lease' as const }
        : termsWithoutLease(own, mine);
      if (!terms) return [];
      const { doorId } = door;
      return [
        {
          ...terms,
          doorId,
          buildingId: source.buildingId,
          start: mine?.start ?? laterOf(start, at),
          end: earlierEnd(terms.end, door.endsOn, zone),
          shareable: terms.shareable && door.isShareable,
          tenancyId,
          bundleId: source.bundleId,
        },
      ];
    })
    .filter(({ end }) => end === null || end > at);
}

/**
 * As the bundle was given: a door they have of it keeps its terms, a new one is open for as long as the longest of
 * them.
 */
function termsWithoutLease(
  own: readonly ReasonRow[],
  mine: ReasonRow | undefined,
): Pick<NewReason, 'end' | 'shareable' | 'role' | 'kind'> | null {
  const [longest] = own.toSorted((a, b) => (b.end ?? 'z').localeCompare(a.end ?? 'z'));
  const { end, shareable, role, kind } = mine ?? longest ?? {};
  if (end === undefined || shareable === undefined || !role || !kind) return null;
  return { end, shareable, role, kind };
}
