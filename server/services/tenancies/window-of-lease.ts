import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import type { Window } from '#lib/time/window';
import { type Lease, leaseWindow } from '#lib/units/lease-window';
import type { Tx } from '#server/db/pool';
import { readRules } from '../units/building-rules.ts';
import type { FoundUnit } from '../units/find-unit.ts';

/**
 * When a lease opens doors of a unit, by its building's rules and clock. Throws Refusal `invalid`: the building has no
 * known zone, or the lease is over before it opens anything.
 */
export async function windowOfLease(
  tx: Tx,
  unit: FoundUnit,
  lease: Lease,
  at: Instant,
): Promise<{ window: Window; zone: string }> {
  const zone = unit.timeZone;
  if (!zone) throw new Refusal('invalid', { field: 'unitId', params: { reason: 'lease_zone_unknown' } });
  const window = leaseWindow(lease, await readRules(tx, unit.buildingId), zone, at);
  if (window.end !== null && window.end <= window.start) {
    const reason = window.end <= at ? 'end_past' : 'end_before_start';
    throw new Refusal('invalid', { field: 'leaseEnd', params: { reason } });
  }
  return { window, zone };
}
