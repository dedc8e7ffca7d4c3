import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Accepted, ExtendLeaseInput } from '#lib/schemas/tenancy';
import type { LocalDate } from '#lib/time/day';
import { earlierOf, type Instant, laterOf } from '#lib/time/instant';
import { earlierEnd } from '#lib/units/lease-window';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import type { NewItem } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { refuseBeingGiven, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { carryOut, isSent } from '../reasons/carry-out.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { type PlannedChange, planChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { findUnit } from '../units/find-unit.ts';
import { capGuests } from './cap-guests.ts';
import { type FoundTenancy, findTenancies, noteTenancy } from './tenancy-rows.ts';
import { windowOfLease } from './window-of-lease.ts';

/**
 * Gives leases another last day, later or earlier, or other rights to share, over all their doors: one PATCH a held
 * door. A door with a last day of its own keeps it, and one that its bundle keeps from guests stays so. Their guests
 * stay no longer than they do. Where sharing alone changes, every end stays. Throws Refusal `forbidden_or_missing`,
 * `invalid` with the field, `stale`, `limited`.
 */
export async function extendLease(session: Session, input: ExtendLeaseInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const tenancies = await findTenancies(tx, session, input.tenancyIds);
    refuseUnseen(tenancies, input);
    await lockPeople(
      tx,
      tenancies.flatMap((one) => one.personId ?? []),
    );
    const planned: PlannedChange[] = [];
    for (const leases of Map.groupBy(tenancies, ({ personKey }) => personKey).values()) {
      planned.push(...(await planExtension(tx, session, leases, input, at)));
    }
    if (input.leaseEnd !== undefined) {
      planned.push(...(await capGuests(tx, session, planned, at)));
      await tx.execute(sql`
        update tenancy set lease_end = ${input.leaseEnd}::date where id = any(${sql.param(input.tenancyIds)}::uuid[])`);
    }
    const operationId = isSent(planned) ? randomUUID() : null;
    await carryOut(tx, jobs, session, { operationId, kind: 'extend', intentId: input.intentId, planned, at });
    for (const tenancy of tenancies) {
      await noteTenancy(tx, session, {
        event: 'tenancy.change',
        unit: { id: tenancy.unitId, buildingId: tenancy.buildingId },
        ...tenancy,
        operationId,
        details: detailsOf(tenancy, input),
      });
    }
    return { operationId };
  });
}

type Change = Pick<ExtendLeaseInput, 'leaseEnd' | 'sharing'>;

function refuseUnseen(tenancies: readonly FoundTenancy[], { leaseEnd, seenEnd }: ExtendLeaseInput): void {
  if (leaseEnd === undefined || seenEnd === undefined) return;
  const other = tenancies.find((one) => one.leaseEnd !== seenEnd);
  if (other) throw new Refusal('stale', { params: { reason: 'lease_changed', day: other.leaseEnd ?? '' } });
}

const detailsOf = (before: FoundTenancy, { leaseEnd, sharing }: Change) => ({
  ...(leaseEnd === undefined ? {} : { before: { leaseEnd: before.leaseEnd } }),
  after: { ...(leaseEnd === undefined ? {} : { leaseEnd }), ...(sharing ? { sharing } : {}) },
});

/** Over all of these leases of one person at once: a door that several of them bring gets one call. */
async function planExtension(
  tx: Tx,
  session: Session,
  leases: readonly FoundTenancy[],
  change: Change,
  at: Instant,
): Promise<PlannedChange[]> {
  const [first] = leases;
  if (!first) return [];
  const { personId, personKey } = first;
  const standing = await readReasons(tx, [personKey], at);
  const isOf = (lease: FoundTenancy) => (reason: ReasonRow) => reason.tenancyId === lease.id;
  const leased = leases.flatMap((lease) => standing.filter(isOf(lease)));
  if (personId === null && leased.length > 0) {
    await refuseBeingGiven(tx, [personKey]);
    throw new Refusal('stale', { params: { reason: 'access_never_given' } });
  }
  const doorIds = leased.map((reason) => reason.doorId);
  await refuseUnderWay(tx, personId ? [personId] : [], doorIds);
  const held = personId ? await heldDoors(tx, session, [personId], at) : [];
  const extended: Extended[] = [];
  for (const lease of leases) {
    extended.push(...(await extend(tx, session, lease, { reasons: leased.filter(isOf(lease)), held, change, at })));
  }
  const waiting = await waitingReasons(tx, standing);
  const drop = extended.map(({ before }) => before);
  const add = extended.map(({ after }) => after);
  const planned = planChange({ ...first, held, standing, waiting, drop, add, notify: true, at });
  return [change.leaseEnd === undefined ? { ...planned, items: planned.items.flatMap(sharedAlone) } : planned];
}

/** A held door keeps the end it has, whatever is noted for it, and is not taken away. */
function sharedAlone(item: NewItem): NewItem[] {
  const { action, terms, expected } = item;
  if (action === 'grant') return [item];
  if (!terms || !expected || terms.shareable === expected.shareable) return [];
  return [{ ...item, terms: { ...terms, end: expected.end } }];
}

type Facts = { reasons: readonly ReasonRow[]; held: readonly HeldDoor[]; change: Change; at: Instant };
type Extended = { before: ReasonRow; after: NewReason };

/** How a lease wants its doors after the change. One that is over stays over. */
async function extend(
  tx: Tx,
  session: Session,
  { unitId, leaseStart }: FoundTenancy,
  { reasons, held, change: { leaseEnd, sharing }, at }: Facts,
): Promise<Extended[]> {
  const lease =
    leaseEnd === undefined
      ? null
      : await windowOfLease(tx, await findUnit(tx, session, unitId), { start: leaseStart, end: leaseEnd }, at);
  const bundled = await bundledTerms(tx, reasons);
  return reasons.flatMap((before): Extended[] => {
    const { id: _, personKey: __, ...reason } = before;
    const own = bundled.get(`${reason.bundleId}|${reason.doorId}`);
    const isHeld = held.some(({ doorId }) => doorId === reason.doorId);
    const end = lease ? earlierEnd(lease.window.end, own?.endsOn ?? null, lease.zone) : reason.end;
    const isOver = end !== null && end <= at;
    // Over and held, only another end can tell what becomes of it; over and not held, nothing gives it again.
    if (isOver && (lease ? !isHeld : isHeld)) return [];
    const after = {
      ...reason,
      start: isHeld || isOver ? reason.start : laterOf(reason.start, at),
      // Still held, it is for whoever brings the bundle in line to take away.
      end: lease && isOver ? soonerOf(reason.end, lease.window.end) : end,
      shareable: sharing === null ? reason.shareable : sharing === 'as_bundled' && (own?.isShareable ?? true),
    };
    return [{ before, after }];
  });
}

const soonerOf = (a: Instant | null, b: Instant | null): Instant | null => (a && b ? earlierOf(a, b) : (a ?? b));

type BundledTerms = { endsOn: LocalDate | null; isShareable: boolean };

/** What bundles set for doors of theirs. */
async function bundledTerms(tx: Tx, reasons: readonly ReasonRow[]): Promise<Map<string, BundledTerms>> {
  const bundleIds = [...new Set(reasons.flatMap(({ bundleId }) => bundleId ?? []))];
  const found = await tx.execute<BundledTerms & { bundleId: string; doorId: string }>(sql`
    select bundle_id as "bundleId", door_id as "doorId", ends_on as "endsOn", is_shareable as "isShareable"
    from bundle_door where bundle_id = any(${sql.param(bundleIds)}::uuid[])`);
  return new Map(found.rows.map(({ bundleId, doorId, ...terms }) => [`${bundleId}|${doorId}`, terms]));
}
