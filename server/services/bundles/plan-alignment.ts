import { sql } from 'drizzle-orm';
import type { BundleView } from '#lib/schemas/bundle';
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

export type Alignment = { tenancy: FoundTenancy; planned: PlannedChange };

/**
 * What it takes to give everybody who has a bundle what it says now: only leases that differ from it. Whoever is still
 * being moved in is left out. Without a known zone days mean nothing, so that nobody differs.
 */
export async function planAlignment(tx: Tx, session: Session, bundle: BundleView, at: Instant): Promise<Alignment[]> {
  const holders = await tx.execute<{ id: string }>(sql`
    select distinct t.id from access_reason r join tenancy t on t.id = r.tenancy_id
    where r.bundle_id = ${bundle.id} and r.ended_at is null and t.ended_at is null and t.person_id is not null`);
  if (holders.rows.length === 0 || !bundle.timeZone) return [];
  const tenancies = await findTenancies(
    tx,
    session,
    holders.rows.map(({ id }) => id),
  );
  const rules = await readRules(tx, bundle.buildingId);
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
    const own = standing.filter((reason) => reason.bundleId === bundle.id && reason.tenancyId === tenancy.id);
    const wanted = wantedReasons(bundle, tenancy, own, { rules, at });
    const drop = own.filter((reason) => !wanted.some((other) => isSame(reason, other)));
    const add = wanted.filter((reason) => !own.some((other) => isSame(reason, other)));
    if (drop.length + add.length === 0) return [];
    const theirs = held.filter((door) => door.personId === tenancy.personId);
    return [{ tenancy, planned: planChange({ ...tenancy, held: theirs, standing, drop, add, notify: true }) }];
  });
}

function wantedReasons(
  bundle: BundleView,
  tenancy: FoundTenancy,
  own: readonly ReasonRow[],
  { rules, at }: { rules: LeaseRules; at: Instant },
): NewReason[] {
  const zone = bundle.timeZone ?? 'UTC';
  const { end: leaseEnd } = leaseWindow({ start: null, end: tenancy.leaseEnd }, rules, zone, at);
  const start = own.map((reason) => reason.start).toSorted()[0] ?? at;
  return bundle.doors
    .filter((door) => !door.isGone && isGivable(door))
    .map((door) => ({
      doorId: door.doorId,
      buildingId: bundle.buildingId,
      start: own.find((reason) => reason.doorId === door.doorId)?.start ?? laterOf(start, at),
      end: earlierEnd(leaseEnd, door.endsOn, zone),
      shareable: door.isShareable,
      role: 'resident' as const,
      kind: 'lease' as const,
      tenancyId: tenancy.id,
      bundleId: bundle.id,
    }))
    .filter(({ end }) => end === null || end > at);
}

type Comparable = Pick<NewReason, 'doorId' | 'end' | 'shareable'>;

const isSame = (a: Comparable, b: Comparable): boolean =>
  a.doorId === b.doorId && a.end === b.end && a.shareable === b.shareable;
