import { type Message, say, type Template } from './message.ts';

const ask = (title: string, next: string): Message => ({ title, detail: 'Nothing was guessed.', next });

/** Why a question about who could open what has no answer yet. */
export const questionReasons: Record<string, Template> = {
  question_subject_missing: ask('Which door or person is this about?', 'Name a door or a person, like “gym tue 3pm”.'),
  question_nothing_found: (params) =>
    ask(
      `Nothing in your buildings is called “${say(params, 'typed', 'that')}”.`,
      'Check the spelling. Every word must begin a word in the name of the door, its unit, its building or the person.',
    ),
  question_outside_area: (params) =>
    ask(
      `“${say(params, 'typed', 'That')}” is outside the building or portfolio you chose.`,
      'Choose another one, or ask in all your buildings.',
    ),
  question_too_wide: (params) =>
    ask(`Many doors or people match “${say(params, 'typed', 'that')}”.`, 'Name the building too, or more of the name.'),
  question_zone_missing: ask(
    'Nobody knows the time zone of this building.',
    'Say in which zone you mean it, like “3pm America/New_York” or “3pm UTC”.',
  ),
  question_time_missing: ask(
    'This question has no time, or ends before it begins.',
    'Ask again with a day and a time, like “gym tue 15:00-17:00”.',
  ),
  question_times_differ: (params) =>
    ask(
      `“${say(params, 'typed', 'now')}” is more than one time.`,
      'Leave out “now”, or everything else that says when.',
    ),
  question_time_of_days: (params) =>
    ask(
      `“${say(params, 'typed', 'That')}” names several days and one time.`,
      'Ask for whole days, like “1 nov to 5 nov”, or give a time for both, like “mon 18:00 to wed 9:00”.',
    ),
  question_day_unclear: (params) =>
    ask(
      `In “${say(params, 'typed', 'this')}” either number may be the day.`,
      'Add the year after the month, like “24 nov 2026”, or write the day like 2026-11-24.',
    ),
  question_number_unclear: (params) =>
    ask(
      `In “${say(params, 'typed', 'this')}” the number may be a time, or part of a name.`,
      'Write the time like 3pm or 15:00, or the number before the day.',
    ),
  question_zones_differ: (params) =>
    ask(
      `You named two time zones, ${say(params, 'one', 'one')} and ${say(params, 'other', 'another')}.`,
      'Name the one you mean, or none for the building’s own.',
    ),
  date_impossible: (params) =>
    ask(`There is no such day as “${say(params, 'typed', '')}”.`, 'Write another date, like “24 nov 2026”.'),
  time_impossible: (params) =>
    ask(`There is no such time as “${say(params, 'typed', '')}”.`, 'Write the time like 15:00 or 3pm.'),
  time_skipped: (params) =>
    ask(
      `In ${say(params, 'zone', 'this zone')} clocks go forward that day and skip this time.`,
      'Ask for a time before or after the change.',
    ),
  zone_unknown: (params) =>
    ask(`There is no time zone “${say(params, 'typed', '')}”.`, 'Write it like America/New_York, or leave it out.'),
  zone_no_place: (params) =>
    ask(
      `“${say(params, 'typed', '')}” names no place, so nobody can tell when its clocks change.`,
      'Write a zone like America/New_York, or leave it out for the building’s own.',
    ),
};
