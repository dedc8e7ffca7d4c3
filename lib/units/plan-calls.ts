import type { AccessRole, Terms } from '../access-rules/terms.ts';
import { addMs, earlierOf, epochMs, type Instant, laterOf } from '../time/instant.ts';
import type { ReasonKind } from './kinds.ts';

/** What somebody is to hold on a door for one reason. */
export type Reason = {
  doorId: string;
  start: Instant;
  /** Null = no expiry. */
  end: Instant | null;
  shareable: boolean;
  role: AccessRole;
  kind?: ReasonKind;
};

/** A permanent access of ours that a person holds now or will; OpenKit names it by person and door alone. */
export type Held = { doorId: string; start: Instant; end: Instant | null; shareable: boolean | null };

export type CallPlan = {
  /** One POST each: doors with equal terms together, so that the person is told once. */
  grants: { doorIds: string[]; terms: Omit<Terms, 'notify'> }[];
  /** One PATCH each, both fields, and how the access stood when it was planned. */
  changes: (Reason & { before: Pick<Held, 'end' | 'shareable'> })[];
  /** One DELETE each: doors for which no reason is left. */
  revocations: string[];
  /** Held as wanted. */
  kept: string[];
  /** Held more than once: nobody can say which of them a change would hit. */
  unclear: string[];
  /** Held for a time that is over before a reason begins: a longer end would open the door in between, so it stays. */
  apart: string[];
  /** Held, but only from later on than wanted: a change cannot open it earlier. */
  late: string[];
};

/**
 * The calls that lead from what is held to what the reasons after a change want from now (`at`) on. Only doors with a
 * reason before or after are touched. A held door is changed, a new one granted, and one is revoked only when no reason
 * for it is left.
 */
export function planCalls(
  held: readonly Held[],
  before: readonly Reason[],
  after: readonly Reason[],
  at: Instant,
): CallPlan {
  const heldOn = Map.groupBy(held, (access) => access.doorId);
  const beforeOn = Map.groupBy(before, (reason) => reason.doorId);
  const wantedOn = Map.groupBy(
    after.filter(({ end }) => end === null || end > at),
    (reason) => reason.doorId,
  );
  const plan: CallPlan = { grants: [], changes: [], revocations: [], kept: [], unclear: [], apart: [], late: [] };
  const missing: Reason[] = [];
  for (const [doorId, reasons] of wantedOn) {
    const [access, ...others] = heldOn.get(doorId) ?? [];
    const next = joined(reasons, access);
    if (!access) missing.push(merged(next));
    else if (others.length > 0) plan.unclear.push(doorId);
    // What it was held for is over; what wants it begins later.
    else if (next.length === 0 && joined(beforeOn.get(doorId) ?? [], access).length > 0) plan.revocations.push(doorId);
    else {
      if (next.length < reasons.length) plan.apart.push(doorId);
      if (next.length > 0) planHeld(plan, access, merged(next), at);
    }
  }
  const dropped = [...beforeOn.keys()].filter((doorId) => !wantedOn.has(doorId) && heldOn.has(doorId));
  plan.revocations.push(...dropped);
  plan.grants = [...Map.groupBy(missing, termsKey).values()].map(toGrant);
  return plan;
}

function planHeld(plan: CallPlan, access: Held, wanted: Reason, at: Instant): void {
  const { doorId, start, end, shareable } = access;
  if (isLater(start, laterOf(wanted.start, at))) plan.late.push(doorId);
  if (isAsWanted(access, wanted)) plan.kept.push(doorId);
  else plan.changes.push({ ...wanted, start, before: { end, shareable } });
}

/** A lease that is renewed may begin some days after it ended, and the door stays open: one access for both. */
const renewalMs = 3 * 86_400_000;

/**
 * Of the reasons for one door those that follow each other without a gap: on what is held, or else on the first of
 * them. Whatever begins later is not to open the door before.
 */
export function joined<R extends Reason>(reasons: readonly R[], held?: Held): R[] {
  const inOrder = reasons.toSorted((a, b) => epochMs(a.start) - epochMs(b.start));
  const chain: R[] = [];
  let until = held ? held.end : (inOrder[0]?.start ?? null);
  const isRenewed = ({ start }: Reason) =>
    chain.some(({ kind, end }) => kind === 'lease' && end !== null && start <= addMs(end, renewalMs));
  for (const reason of inOrder) {
    if (until !== null && reason.start > until && !isRenewed(reason)) break;
    chain.push(reason);
    until = until && reason.end && laterOf(until, reason.end);
  }
  return chain;
}

/** Several reasons for one door: open from the first start to the last end, shareable if one of them says so. */
export function merged(reasons: readonly Reason[]): Reason {
  return reasons.reduce((all, one) => ({
    doorId: all.doorId,
    start: earlierOf(all.start, one.start),
    end: all.end && one.end && laterOf(all.end, one.end),
    shareable: all.shareable || one.shareable,
    role: all.role === 'resident' ? all.role : one.role,
  }));
}

/** OpenKit may move a start to the moment of the request. */
const startToleranceMs = 60_000;

const isLater = (start: Instant, wanted: Instant): boolean => epochMs(start) > epochMs(wanted) + startToleranceMs;

const isAsWanted = (held: Held, wanted: Reason): boolean =>
  held.shareable === wanted.shareable && sameEnd(held.end, wanted.end);

const sameEnd = (a: Instant | null, b: Instant | null): boolean =>
  a === null || b === null ? a === b : epochMs(a) === epochMs(b);

const termsKey = ({ start, end, shareable, role }: Reason): string => [start, end, shareable, role].join('|');

function toGrant(reasons: Reason[]): CallPlan['grants'][number] {
  const { start, end, shareable, role } = merged(reasons);
  return {
    doorIds: reasons.map((reason) => reason.doorId),
    terms: { passcodeType: 'PERMANENT', start, end, shareable, role },
  };
}
