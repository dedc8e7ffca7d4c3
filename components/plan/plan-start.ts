import type { ChosenDoor } from '@/components/grant-access/grant-draft';

/**
 * What was typed elsewhere before somebody turned to a plan. It holds addresses, so it goes through memory, not an
 * address.
 */
export type PlanStart = { doors: ChosenDoor[]; firstName: string; lastName: string; email: string; phone: string };

let waiting: PlanStart | null = null;
let receive: ((start: PlanStart) => void) | null = null;

/** Kept until the page of plans takes it. Browser only. */
export function handOverToPlan(start: PlanStart): void {
  if (receive) receive(start);
  else waiting = start;
}

/** The page of plans announces itself here, and gets what waits for it. */
export function receivePlanStarts(next: (start: PlanStart) => void): () => void {
  receive = next;
  if (waiting) next(waiting);
  waiting = null;
  return () => {
    if (receive === next) receive = null;
  };
}
