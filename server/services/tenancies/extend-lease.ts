import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Accepted, ExtendLeaseInput } from '#lib/schemas/tenancy';
import type { LocalDate } from '#lib/time/day';
import { type Instant, laterOf } from '#lib/time/instant';
import { earlierEnd } from '#lib/units/lease-window';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findIntent } from '../operations/find-intent.ts';
import { lockPeople, refuseBeingGiven, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { carryOut, isSent } from '../reasons/carry-out.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { type PlannedChange, planChange } from '../reasons/plan-change.ts';
import { type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { findUnit } from '../units/find-unit.ts';
import { capGuests } from './cap-guests.ts';
import { windowOf } from './move-in.ts';
import { type FoundTenancy, findTenancies, noteTenancy } from './tenancy-rows.ts';

/**
 * Gives leases another last day, later or earlier, or other rights to share, over all their doors: one PATCH a held
 * door. A door with a last day of its own keeps it, and one that its bundle keeps from guests stays so. Their guests stay no
 * longer than they do. Throws Refusal `forbidden_or_missing`, `invalid` with the field, `stale`, `limited`.
 */
export async function extendLease(session: Session, input: ExtendLeaseInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const tenancies = await findTenancies(tx, session, input.tenancyIds);
    await lockPeople(
      tx,
      tenancies.flatMap((one) => one.personId ?? []),
    );
    const planned: PlannedChange[] = [];
    for (const tenancy of tenancies) planned.push(await planExtension(tx, session, tenancy, input, at));
    planned.push(...(await capGuests(tx, session, planned, at)));
    const operationId = isSent(planned) ? randomUUID() : null;
    await tx.execute(sql`
      update tenancy set lease_end = ${input.leaseEnd}::date where id = any(${sql.param(input.tenancyIds)}::uuid[])`);
    await carryOut(tx, jobs, session, { operationId, kind: 'extend', intentId: input.intentId, planned, at });
    for (const tenancy of tenancies) {
      await noteTenancy(tx, session, {
        event: 'tenancy.change',
        unit: { id: tenancy.unitId, buildingId: tenancy.buildingId },
        ...tenancy,
        operationId,
        details: {
          before: { leaseEnd: tenancy.leaseEnd },
          after: { leaseEnd: input.leaseEnd, ...(input.sharing ? { sharing: input.sharing } : {}) },
        },
      });
    }
    return { operationId };
  });
}

async function planExtension(
  tx: Tx,
  session: Session,
  tenancy: FoundTenancy,
  { leaseEnd, sharing }: Pick<ExtendLeaseInput, 'leaseEnd' | 'sharing'>,
  at: Instant,
): Promise<PlannedChange> {
  const unit = await findUnit(tx, session, tenancy.unitId);
  const lease = { start: tenancy.leaseStart, end: leaseEnd };
  const { window, zone } = await windowOf(tx, unit, lease, at);
  const standing = await readReasons(tx, [tenancy.personKey], at);
  const drop = standing.filter((reason) => reason.tenancyId === tenancy.id);
  const bundled = await bundledTerms(tx, drop);
  const doorIds = drop.map((reason) => reason.doorId);
  if (tenancy.personId === null && drop.length > 0) {
    await refuseBeingGiven(tx, [tenancy.personKey]);
    throw new Refusal('stale', { params: { reason: 'access_never_given' } });
  }
  await refuseUnderWay(tx, tenancy.personId ? [tenancy.personId] : [], doorIds);
  const held = tenancy.personId ? await heldDoors(tx, session, [tenancy.personId], at) : [];
  const add = drop.map(({ id: _, personKey: __, ...reason }) => {
    const own = bundled.get(`${reason.bundleId}|${reason.doorId}`);
    const isHeld = held.some(({ doorId }) => doorId === reason.doorId);
    return {
      ...reason,
      start: isHeld ? reason.start : laterOf(reason.start, at),
      end: earlierEnd(window.end, own?.endsOn ?? null, zone),
      shareable: sharing === null ? reason.shareable : sharing === 'as_bundled' && (own?.isShareable ?? true),
    };
  });
  return planChange({ ...tenancy, held, standing, drop, add, notify: true });
}

type BundledTerms = { endsOn: LocalDate | null; isShareable: boolean };

/** What bundles set for doors of theirs. */
async function bundledTerms(tx: Tx, reasons: readonly ReasonRow[]): Promise<Map<string, BundledTerms>> {
  const bundleIds = [...new Set(reasons.flatMap(({ bundleId }) => bundleId ?? []))];
  const found = await tx.execute<BundledTerms & { bundleId: string; doorId: string }>(sql`
    select bundle_id as "bundleId", door_id as "doorId", ends_on as "endsOn", is_shareable as "isShareable"
    from bundle_door where bundle_id = any(${sql.param(bundleIds)}::uuid[])`);
  return new Map(found.rows.map(({ bundleId, doorId, ...terms }) => [`${bundleId}|${doorId}`, terms]));
}
