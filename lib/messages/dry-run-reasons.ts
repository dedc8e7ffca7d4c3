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
    next: 'Only the resident can change it, or lose it together with their own.',
  },
  daily_stays: {
    title: 'A daily code can neither be changed nor revoked.',
    detail: unsent,
    next: 'It ends by itself at the end of its day.',
  },
  own_home_stays: {
    title: 'The door of their own home stays.',
    detail: unsent,
    next: 'Move them out if they leave, or choose this very access in the list of all accesses.',
  },
  all_held: {
    title: 'Has access to these doors already.',
    detail: unsent,
    next: 'Extend the access if it should end later.',
  },
  by_hand_alone: {
    title: 'OpenKit can give none of these doors.',
    detail: unsent,
    next: 'Confirm it: giving them in Mission Control becomes a task.',
  },
  nothing_to_send: {
    title: 'There is nothing to send.',
    detail: 'No row of this dry run can be carried out.',
    next: 'Look at the reasons of the rows, and make another dry run.',
  },
  dry_run_old: {
    title: 'This dry run is too old to be confirmed.',
    detail: 'Things may be different now from what it shows. Nothing was sent.',
    next: 'Make it again: it takes a moment.',
  },
  file_empty: {
    title: 'There are no people in this.',
    detail: 'Nothing was read.',
    next: 'Paste a table with one person a line, or choose another file.',
  },
  person_twice: (params) => ({
    title: `The same person stands in line ${say(params, 'line', 'above')} already.`,
    detail: unsent,
    next: 'Put all their doors into one line.',
  }),
  place_unknown: (params) => ({
    title: `There is no door, unit or bundle called “${say(params, 'place', '')}” in your buildings.`,
    detail: unsent,
    next: 'Check the spelling, or name its building too.',
  }),
  one_unit_a_line: {
    title: 'One line moves somebody into one unit.',
    detail: unsent,
    next: 'Put the second lease into a file of its own, or note it on the page of its unit.',
  },
  lease_alone: {
    title: 'Has access to these doors already: their lease is noted.',
    detail: unsent,
    next: 'There is nothing to do.',
  },
  lease_by_hand: {
    title: 'OpenKit can give none of these doors: their lease is noted.',
    detail: unsent,
    next: 'Confirm it: giving them in Mission Control becomes a task.',
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
