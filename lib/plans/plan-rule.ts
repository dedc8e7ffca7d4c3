import { addDays, dayOf, dayWindow, type LocalDate } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { instantFrom } from '../time/wall-clock.ts';
import { weekdayOf } from '../time/weekday.ts';

/** On which days a plan gives codes: some weekdays (Monday = 0) or single dates, each a day in the door's own zone. */
export type PlanRule = {
  weekdays: readonly number[];
  dates: readonly LocalDate[];
  /** First and last day, both included; `until` null = no end. */
  starts: LocalDate;
  until: LocalDate | null;
  exceptions: readonly LocalDate[];
};

/** The days of a plan from `first` to `last`, both included, in order. */
export function plannedDays(rule: PlanRule, first: LocalDate, last: LocalDate): LocalDate[] {
  const from = first > rule.starts ? first : rule.starts;
  const through = rule.until !== null && rule.until < last ? rule.until : last;
  const days: LocalDate[] = [];
  for (let day = from; day <= through; day = addDays(day, 1)) if (isPlanned(rule, day)) days.push(day);
  return days;
}

const isPlanned = ({ weekdays, dates, exceptions }: PlanRule, day: LocalDate): boolean =>
  !exceptions.includes(day) && (weekdays.includes(weekdayOf(day)) || dates.includes(day));

/** Codes go out the day before from this hour on, so that nobody's phone rings at midnight. */
const issueHour = 8;

/** From when on the code of a day is asked for: OpenKit takes today's and tomorrow's, by the door's calendar. */
export const issueFrom = (day: LocalDate, zone: string): Instant => instantFrom(addDays(day, -1), issueHour * 60, zone);

/** Whether the code of a day is to be asked for now, later, or never more: the day is over where the door is. */
export function turnOf(day: LocalDate, zone: string, now: Instant): 'later' | 'now' | 'missed' {
  if (dayWindow(day, zone).end <= now) return 'missed';
  // A clock set back must not bring a day forward that OpenKit would refuse.
  return issueFrom(day, zone) <= now && day <= addDays(dayOf(now, zone), 1) ? 'now' : 'later';
}
