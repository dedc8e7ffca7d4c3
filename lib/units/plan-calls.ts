import type { AccessRole, Terms } from '../access-rules/terms.ts';
import { earlierOf, epochMs, type Instant, laterOf } from '../time/instant.ts';

/** What somebody is to hold on a door for one reason. */
export type Reason = {
  doorId: string;
  start: Instant;
  /** Null = no expiry. */
  end: Instant | null;
  shareable: boolean;
  role: AccessRole;
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
};

/**
 * The calls that lead from what is held to what the reasons after a change want. Only doors with a reason before or
 * after are touched. A held door is changed, a new one granted, and one is revoked only when no reason for it is left.
 */
export function planCalls(held: readonly Held[], before: readonly Reason[], after: readonly Reason[]): CallPlan {
  const heldOn = Map.groupBy(held, (access) => access.doorId);
  const wantedOn = new Map([...Map.groupBy(after, (reason) => reason.doorId)].map(([id, all]) => [id, merged(all)]));
  const plan: CallPlan = { grants: [], changes: [], revocations: [], kept: [], unclear: [] };
  const missing: Reason[] = [];
  for (const [doorId, wanted] of wantedOn) {
    const [access, ...others] = heldOn.get(doorId) ?? [];
    if (!access) missing.push(wanted);
    else if (others.length > 0) plan.unclear.push(doorId);
    else if (isAsWanted(access, wanted)) plan.kept.push(doorId);
    else
      plan.changes.push({ ...wanted, start: access.start, before: { end: access.end, shareable: access.shareable } });
  }
  const dropped = new Set(before.map((reason) => reason.doorId).filter((doorId) => !wantedOn.has(doorId)));
  plan.revocations = [...dropped].filter((doorId) => heldOn.has(doorId));
  plan.grants = [...Map.groupBy(missing, termsKey).values()].map(toGrant);
  return plan;
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
