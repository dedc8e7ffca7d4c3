import type { Instant } from '#lib/time/instant';
import type { CallPlan, Reason } from '#lib/units/plan-calls';
import { planCalls } from '#lib/units/plan-calls';
import type { Recipient } from '#server/db/schema/operations';
import type { NewItem } from '#server/operations/new-operation';
import { callsOf } from './calls-of.ts';
import type { HeldDoor } from './held-doors.ts';
import type { NewReason, ReasonHolder, ReasonRow } from './reason-rows.ts';

/** A change of why one person holds doors: which reasons end, which are new. */
export type ReasonChange = ReasonHolder & {
  recipient: Recipient;
  held: readonly HeldDoor[];
  standing: readonly ReasonRow[];
  /** Ids of those of them whose doors are not given now, whatever else wants them. */
  waiting: ReadonlySet<string>;
  drop: readonly ReasonRow[];
  add: readonly NewReason[];
  /** Doors to take away although nobody noted why they are held. */
  alsoRevoke?: readonly string[];
  /** Doors to give again, because what stands for them is not so. */
  alsoGive?: readonly string[];
  notify: boolean;
  at: Instant;
};

export type PlannedChange = ReasonHolder & { items: NewItem[]; dropIds: string[]; add: NewReason[] };

/**
 * With the doors that are left as they are, or open later than wanted. `lost`: doors for which no reason is left, held
 * or not: whoever is a guest there goes with them.
 */
export type PlannedOverHeld = PlannedChange & Pick<CallPlan, 'unclear' | 'apart' | 'late'> & { lost: string[] };

/**
 * The calls and the reasons that a change comes to, over the doors it concerns alone. A held door that gets its first
 * reason keeps, as one of its own, what it was held for before: a lease must not shorten what it did not give. Pure.
 */
export function planChange(change: ReasonChange): PlannedOverHeld {
  const { personId, personKey, recipient, held, standing, waiting, drop, add, notify } = change;
  const { alsoRevoke = [], alsoGive = [], at } = change;
  const concerned = new Set([...[...drop, ...add].map((reason) => reason.doorId), ...alsoGive]);
  const before = standing.filter((reason) => concerned.has(reason.doorId));
  const dropIds = new Set(drop.map((reason) => reason.id));
  const found = heldBefore(held, before, add);
  const taken = held.filter((door) => alsoRevoke.includes(door.doorId)).map(asReason);
  const isHeld = new Set(held.map(({ doorId }) => doorId));
  const waits = new Set(before.filter(({ id }) => waiting.has(id)).map(({ doorId }) => doorId));
  const after = [...before.filter((reason) => !dropIds.has(reason.id)), ...found, ...add];
  const plan = planCalls(
    held,
    [...before, ...taken],
    after.filter(({ doorId }) => isHeld.has(doorId) || !waits.has(doorId)),
    at,
  );
  const isWanted = new Set(after.map((reason) => reason.doorId));
  const ending = [...drop, ...taken].map((reason) => reason.doorId).filter((doorId) => !isWanted.has(doorId));
  const lost = [...new Set([...plan.revocations, ...ending])];
  const buildingOf = new Map(
    [...before, ...add, ...held].map((row): [string, string | null] => [row.doorId, row.buildingId]),
  );
  const items = callsOf(plan, { personId, recipient, buildingOf, notify });
  const { unclear, apart, late } = plan;
  return { personId, personKey, items, dropIds: [...dropIds], add: [...found, ...add], unclear, apart, late, lost };
}

/** What held doors were held for before they get their first reason, as one of its own. */
export function heldBefore(
  held: readonly HeldDoor[],
  before: readonly Reason[],
  add: readonly NewReason[],
): NewReason[] {
  const isNew = (doorId: string) =>
    add.some((reason) => reason.doorId === doorId) && !before.some((reason) => reason.doorId === doorId);
  return held
    .filter((door) => isNew(door.doorId))
    .map((door) => ({ ...asReason(door), buildingId: door.buildingId, kind: 'other' as const }));
}

/** What is held, as something that is wanted. */
export const asReason = ({ doorId, start, end, shareable, role }: HeldDoor): Reason => ({
  doorId,
  start,
  end,
  shareable: shareable ?? false,
  role: role ?? 'non_resident',
});
