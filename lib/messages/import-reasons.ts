import { limitWords } from '../table/limits.ts';
import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was changed, and nothing you pasted is lost.';
const mistake = (title: string, next: string): Message => ({ title, detail: kept, next });

/** What is wrong with a table, or with a row of it. */
export const importReasons: Record<string, Template> = {
  table_empty: mistake('There is nothing in it.', 'Paste rows with a header row, or choose a file.'),
  table_no_rows: mistake('There is a header row, but no rows below it.', 'Paste the rows as well.'),
  table_quote_open: (params) =>
    mistake(
      `A quote that begins in line ${say(params, 'line', '')} is not closed.`,
      'Look for a " that is never closed.',
    ),
  table_too_long: mistake(`There are more than ${limitWords.rows}.`, 'Split the table into several.'),
  table_row_too_large: (params) =>
    mistake(
      `Line ${say(params, 'line', '')} has more than ${limitWords.columns}, or more than ${limitWords.cell} in one of them.`,
      'Look for a quote that is never closed, or shorten the line.',
    ),
  table_too_large: mistake(`This is more than ${limitWords.size}.`, 'Split the table into several.'),
  row_columns: (params) =>
    mistake(
      `It has ${say(params, 'found', 'other')} columns instead of ${say(params, 'wanted', 'those of the header row')}.`,
      'Check the delimiters of this row.',
    ),
  row_without_unit: mistake('It names no unit.', 'Fill it in, or choose another column for the unit.'),
  row_without_bundle: mistake('It names no bundle.', 'Fill it in, or choose another column for the bundle.'),
  row_without_door: mistake('It names no door.', 'Fill it in, or choose a column for the door.'),
  row_kind_unknown: (params) =>
    mistake(
      `“${say(params, 'kind', '')}” is not a kind of bundle.`,
      'Write “amenities” or “service”, or leave it empty.',
    ),
  row_kind_differs: mistake('Another row of this bundle is of the other kind.', 'Correct one of them.'),
  row_bundle_full: (params) =>
    mistake(`The bundle has ${say(params, 'max', '200')} doors already.`, 'Put the others into another bundle.'),
  row_without_building: mistake('It names no building.', 'Fill it in, or choose a building for all rows.'),
  row_name_too_long: (params) =>
    mistake('The name is too long.', `Shorten it to ${say(params, 'max', '100')} characters.`),
  row_twice: mistake('This row appears twice.', 'Remove one of them.'),
  row_email_invalid: (params) =>
    mistake(`“${say(params, 'email', '')}” is not an email address.`, 'Correct it, or leave it empty.'),
  row_day_unreadable: (params) =>
    mistake(`“${say(params, 'day', '')}” is not a day.`, 'Write it like 2027-07-31 or 7/31/2027.'),
  row_lease_backwards: mistake('The lease ends before it begins.', 'Correct one of its days.'),
  row_resident_unknown: (params) =>
    mistake(
      `Nobody in your buildings has the address ${say(params, 'email', '')}: the unit is made, their lease is not.`,
      'Move them in with “Give access to many”.',
    ),
  row_building_unknown: (params) =>
    mistake(
      `No building of yours is called “${say(params, 'building', '')}”.`,
      'Write it as in the list of buildings.',
    ),
  row_building_ambiguous: (params) =>
    mistake(`Several buildings are called “${say(params, 'building', '')}”.`, 'Choose the building for all rows.'),
  row_door_unknown: (params) =>
    mistake(`The building has no door called “${say(params, 'door', '')}”.`, 'Write it as in the list of doors.'),
};
