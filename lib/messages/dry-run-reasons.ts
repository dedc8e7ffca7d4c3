import { say, type Template } from './message.ts';

const unsent = 'Nothing would be sent for this row.';

/** Why a row of a dry run would not be sent, and why a dry run cannot be confirmed. */
export const dryRunReasons: Record<string, Template> = {
  nothing_held: {
    title: 'Holds no access of ours in your buildings.',
    detail: unsent,
    next: 'There is nothing to do.',
  },
  given_by_resident: {
    title: 'Given by a resident from the app.',
    detail: unsent,
    next: 'Only the resident can change it. It ends when they lose theirs.',
  },
  daily_stays: {
    title: 'A day code cannot be changed or revoked.',
    detail: unsent,
    next: 'It ends by itself at the end of its day.',
  },
  own_home_stays: {
    title: 'The door of their own home stays.',
    detail: unsent,
    next: 'Move them out if they are leaving, or choose this access itself in the list of all accesses.',
  },
  all_held: {
    title: 'Already has access to these doors.',
    detail: unsent,
    next: 'Extend the access if it should end later.',
  },
  by_hand_alone: {
    title: 'OpenKit cannot give any of these doors.',
    detail: unsent,
    next: 'Confirm it: this makes a task to give them in Mission Control.',
  },
  nothing_to_send: {
    title: 'There is nothing to send.',
    detail: 'No row of this dry run can be carried out.',
    next: 'Look at the reason given for each row, then make another dry run.',
  },
  dry_run_old: {
    title: 'This dry run is too old to be confirmed.',
    detail: 'Things may have changed since. Nothing was sent.',
    next: 'Make it again: it takes only a moment.',
  },
  file_empty: {
    title: 'There are no people in this table.',
    detail: 'Nothing was read.',
    next: 'Paste a table with one person per line, or choose another file.',
  },
  person_twice: (params) => ({
    title: `The same person is already in line ${say(params, 'line', 'above')}.`,
    detail: unsent,
    next: 'Put all their doors in one line.',
  }),
  place_unknown: (params) => ({
    title: `There is no door, unit or bundle called “${say(params, 'place', '')}” in your buildings.`,
    detail: unsent,
    next: 'Check the spelling, or name its building too.',
  }),
  one_unit_a_line: {
    title: 'One line can move a person into one unit only.',
    detail: unsent,
    next: 'Put the second lease in a file of its own, or note it on its unit’s page.',
  },
  lease_alone: {
    title: 'Already has access to these doors: the lease is noted.',
    detail: unsent,
    next: 'There is nothing to do.',
  },
  lease_by_hand: {
    title: 'OpenKit cannot give any of these doors: the lease is noted.',
    detail: unsent,
    next: 'Confirm it: this makes a task to give them in Mission Control.',
  },
  place_ambiguous: (params) => ({
    title: `“${say(params, 'place', '')}” could be several things.`,
    detail: unsent,
    next: 'Name the building in a column of its own.',
  }),
  day_unreadable: (params) => ({
    title: `“${say(params, 'day', '')}” is not a day.`,
    detail: unsent,
    next: 'Write it like 2027-07-31 or 7/31/2027.',
  }),
};
