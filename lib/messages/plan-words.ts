import type { PlanRule } from '../plans/plan-rule.ts';
import type { CodeOutcome, PlanState } from '../schemas/plan.ts';
import type { LocalDate } from '../time/day.ts';
import { formatLocalDate } from '../time/format.ts';
import { listed } from './counts.ts';

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const planStateNames: Record<PlanState, string> = { active: 'Active', paused: 'Paused', ended: 'Ended' };

export const codeOutcomeNames: Record<CodeOutcome, string> = {
  sending: 'Sending',
  confirmed: 'Code issued',
  unconfirmed: 'Sent, not confirmed',
  needs_person: 'Needs a decision',
  refused: 'Refused',
  missed: 'Missed',
};

/** The same with its weekday: `Tue 1 Dec 2026`. */
export const weekdayText = (day: LocalDate): string =>
  `${new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00.000Z`))} ${formatLocalDate(day)}`;

/** `Tuesdays and Fridays from 1 Dec 2026 until 28 Feb 2027, without 2 days`. */
export function planDaysText({ weekdays, dates, starts, until, exceptions }: PlanRule): string {
  const without =
    exceptions.length === 0 ? '' : `, without ${exceptions.length === 1 ? '1 day' : `${exceptions.length} days`}`;
  if (weekdays.length === 0) {
    const [first, ...others] = dates;
    const on = first === undefined ? 'No day' : `On ${formatLocalDate(first)}`;
    return `${on}${others.length > 0 ? ` and ${others.length} more` : ''}${without}`;
  }
  const names =
    weekdays.length === 7
      ? 'Every day'
      : listed(
          weekdays.map((weekday) => `${weekdayNames[weekday]}s`),
          7,
        );
  return `${names} from ${formatLocalDate(starts)}${until === null ? '' : ` until ${formatLocalDate(until)}`}${without}`;
}

/** What a plan's codes are sent to: one of them. */
export type PlanContact = 'email address' | 'phone number';

/** Who else has the address somebody's codes go to. */
export const sharedContactText = (names: string[], contact: PlanContact): string =>
  `${listed(names, names.length)} ${names.length === 1 ? 'has' : 'have'} the same ${contact}.`;

export const sharedContactAdvice = (contact: PlanContact): string =>
  `OpenKit treats people with the same ${contact} as one person: each gets the other’s codes. Give one of them an address of their own.`;

/** What a plan of daily codes can and cannot do, said before it is made. */
export const planLimits =
  'OpenKit enforces the day, not the hours: each code works from midnight to midnight at the door. A code once issued cannot be revoked; pausing or ending the plan stops later ones.';

/** When codes go out. */
export const planTiming =
  'Each code is requested the day before at 8:00, by the door’s clock. If that day goes by without it, that is reported here, and it is never issued for another day.';
