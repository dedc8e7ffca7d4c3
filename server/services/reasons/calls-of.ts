import type { CallPlan } from '#lib/units/plan-calls';
import type { Recipient } from '#server/db/schema/operations';
import type { NewItem } from '#server/operations/new-operation';

type Whom = {
  personId: string | null;
  recipient: Recipient;
  /** The building of each door the plan may touch. */
  buildingOf: ReadonlyMap<string, string | null>;
  /** Whether Latch tells them of what they are given: once, however many calls it takes. */
  notify: boolean;
};

/** The calls of a plan for one person: doors are given before others are taken away. */
export function callsOf(plan: CallPlan, { personId, recipient, buildingOf, notify }: Whom): NewItem[] {
  const place = (doorId: string) => ({ doorId, buildingId: buildingOf.get(doorId) ?? null });
  return [
    ...plan.grants.map(
      ({ doorIds, terms }, index): NewItem => ({
        action: 'grant',
        personId,
        recipient,
        terms: { ...terms, notify: notify && index === 0 },
        doors: doorIds.map(place),
      }),
    ),
    ...plan.changes.map(
      ({ doorId, start, end, shareable, role, before }): NewItem => ({
        action: 'change',
        personId,
        recipient,
        terms: { passcodeType: 'PERMANENT', start, end, shareable, role, notify: false },
        expected: before,
        doors: [place(doorId)],
      }),
    ),
    ...plan.revocations.map(
      (doorId): NewItem => ({ action: 'revoke', personId, recipient, terms: null, doors: [place(doorId)] }),
    ),
  ];
}
