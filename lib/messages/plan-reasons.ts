import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was planned, and nothing you typed is lost.';
const mistake = (title: string, next: string): Message => ({ title, detail: kept, next });

/** What is wrong with a plan, and why a planned code was not issued. */
export const planReasons: Record<string, Template> = {
  company_required: mistake('The company is missing.', 'Write the company they work for, or their own name again.'),
  plan_without_days: mistake('No day is chosen.', 'Choose weekdays, or write at least one date.'),
  plan_day_not_added: mistake('You chose a day but did not add it.', 'Press “Add day”, or clear the field.'),
  plan_without_days_left: mistake(
    'No day is left between today and the end.',
    'Choose a later end, other days or fewer exceptions.',
  ),
  plan_too_many_dates: mistake('These are too many dates for one plan.', 'Choose weekdays instead, or split the plan.'),
  plan_day_missed: {
    title: 'The day went by before the code could be asked for.',
    detail: 'Gatehouse or OpenKit was not running when it was this day’s turn. It is not issued for another day.',
    next: 'Give access by hand if it is still needed.',
  },
  plan_code_issued: (params) => ({
    title: `${say(params, 'day', 'This day')} already has its code.`,
    detail: 'A code that was issued cannot be taken back.',
    next: 'Choose a later day.',
  }),
  plan_gone: {
    title: 'This plan does not exist, or not all of its doors are yours.',
    detail: 'Nothing was changed.',
    next: 'Ask someone who looks after all of its buildings.',
  },
  plan_changed: {
    title: 'Someone else has changed this plan in the meantime.',
    detail: 'Your change was not saved.',
    next: 'Load the page again to see how it stands.',
  },
};
