import type { PlanView } from '#lib/schemas/plan';
import type { LocalDate } from '#lib/time/day';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';

/** The form as typed. `dates` counts only for single days, `weekdays` and `until` only for weekdays. */
export type PlanForm = {
  doors: ChosenDoor[];
  kind: 'weekdays' | 'dates';
  weekdays: number[];
  dates: LocalDate[];
  until: LocalDate;
  exceptions: LocalDate[];
  /** A day typed to be added to the dates or exceptions, and not added yet. */
  dayTyped: string;
  company: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  notify: boolean;
};

export const emptyPlan: PlanForm = {
  doors: [],
  kind: 'weekdays',
  weekdays: [],
  dates: [],
  until: '',
  exceptions: [],
  dayTyped: '',
  company: '',
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  notify: true,
};

/**
 * The form for a plan that is there, as it stands. Doors that OpenKit no longer lists are not among them.
 */
export function formOfPlan(plan: PlanView, doors: ChosenDoor[]): PlanForm {
  return {
    ...emptyPlan,
    ...{ doors, firstName: plan.firstName, lastName: plan.lastName, company: plan.vendorName },
    ...{ email: plan.email ?? '', phone: plan.phone ?? '', notify: plan.notify },
    kind: plan.weekdays.length > 0 ? 'weekdays' : 'dates',
    weekdays: plan.weekdays,
    dates: plan.dates,
    until: plan.weekdays.length > 0 ? (plan.until ?? '') : '',
    exceptions: plan.exceptions,
  };
}
