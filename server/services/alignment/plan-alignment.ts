import type { BundleDoorView } from '#lib/schemas/bundle';
import { type Instant, laterOf } from '#lib/time/instant';
import { earlierEnd, type LeaseRules, leaseWindow } from '#lib/units/lease-window';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { heldDoors } from '../reasons/held-doors.ts';
import { type PlannedChange, planChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { type FoundTenancy, findTenancies } from '../tenancies/tenancy-rows.ts';
import { isGivable } from '../tenancies/unit-doors.ts';
import { readRules } from '../units/building-rules.ts';

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
export type Alignment = { tenancy: FoundTenancy; planned: PlannedChange };

/**
 * What it takes to give every lease that has a source what it says now: only leases that differ from it. Whoever is still
 * being moved in is left out. Without a known zone days mean nothing, so that nobody differs.
 */
export async function planAlignment(tx: Tx, session: Session, source: LeaseSource, at: Instant): Promise<Alignment[]> {
  if (source.tenancyIds.length === 0 || !source.timeZone) return [];
  const tenancies = await findTenancies(tx, session, source.tenancyIds);
  const rules = await readRules(tx, source.buildingId);
  const reasons = await readReasons(
    tx,
    tenancies.map(({ personKey }) => personKey),
    at,
  );
  const held = await heldDoors(
    tx,
    session,
    tenancies.flatMap(({ personId }) => personId ?? []),
    at,
  );
  return tenancies.flatMap((tenancy) => {
    const standing = reasons.filter((reason) => reason.personKey === tenancy.personKey);
    const own = standing.filter((reason) => reason.bundleId === source.bundleId && reason.tenancyId === tenancy.id);
    const wanted = wantedReasons(source, tenancy, own, { rules, at });
    const drop = own.filter((reason) => !wanted.some((other) => source.isSame(reason, other)) && source.mayEnd(reason));
    const add = wanted.filter((reason) => !own.some((other) => source.isSame(reason, other)));
    if (drop.length + add.length === 0) return [];
    const theirs = held.filter((door) => door.personId === tenancy.personId);
    return [{ tenancy, planned: planChange({ ...tenancy, held: theirs, standing, drop, add, notify: true }) }];
  });
}

function wantedReasons(
  source: LeaseSource,
  tenancy: FoundTenancy,
  own: readonly ReasonRow[],
  { rules, at }: { rules: LeaseRules; at: Instant },
): NewReason[] {
  const zone = source.timeZone ?? 'UTC';
  const lease = leaseWindow({ start: tenancy.leaseStart, end: tenancy.leaseEnd }, rules, zone, at);
  const start = own.map((reason) => reason.start).toSorted()[0] ?? lease.start;
  return source.doors
    .filter((door) => !door.isGone && isGivable(door))
    .map((door) => ({
      doorId: door.doorId,
      buildingId: source.buildingId,
      start: own.find((reason) => reason.doorId === door.doorId)?.start ?? laterOf(start, at),
      end: earlierEnd(lease.end, door.endsOn, zone),
      shareable: door.isShareable,
      role: 'resident' as const,
      kind: 'lease' as const,
      tenancyId: tenancy.id,
      bundleId: source.bundleId,
    }))
    .filter(({ end }) => end === null || end > at);
}
