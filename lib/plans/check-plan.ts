import type { Violation } from '../access-rules/grant-rules.ts';
import { type LocalDate, parseLocalDate } from '../time/day.ts';
import { type PlanRule, plannedDays } from './plan-rule.ts';

/** What is wrong with the days of a plan on `today`, the door's own. Used by the form and again by the server. */
export function checkPlan(rule: PlanRule, today: LocalDate): Violation[] {
  const { weekdays, dates, starts, until, exceptions } = rule;
  const isImpossible = (day: LocalDate) => parseLocalDate(day) === null;
  if (dates.some(isImpossible)) return [{ field: 'dates', reason: 'date_invalid' }];
  if (isImpossible(starts)) return [{ field: 'starts', reason: 'date_invalid' }];
  if (until !== null && isImpossible(until)) return [{ field: 'until', reason: 'date_invalid' }];
  if (exceptions.some(isImpossible)) return [{ field: 'exceptions', reason: 'date_invalid' }];
  if (weekdays.length === 0 && dates.length === 0) return [{ field: 'weekdays', reason: 'plan_without_days' }];
  if (until !== null && until < starts) return [{ field: 'until', reason: 'end_before_start' }];
  if (until !== null && until < today) return [{ field: 'until', reason: 'end_past' }];
  const last = lastDay(rule);
  if (last !== null && plannedDays(rule, today, last).length === 0)
    return [{ field: weekdays.length > 0 ? 'until' : 'dates', reason: 'plan_without_days_left' }];
  return [];
}

/** The last day a plan can have; null = it goes on. */
export function lastDay({ weekdays, dates, until }: PlanRule): LocalDate | null {
  if (until !== null || weekdays.length > 0) return until;
  return dates.toSorted().at(-1) ?? null;
}
