import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was changed, and nothing you decided is lost.';
const refused = (title: string, next: string): Message => ({ title, detail: kept, next });

/** Why a worksheet could not be made, changed or signed. */
export const certificationReasons: Record<string, Template> = {
  certified_doors_too_many: refused(
    'These are too many doors for one worksheet.',
    'Choose up to 20, then start another.',
  ),
  certified_rows_too_many: (params) =>
    refused(
      `More than ${say(params, 'most', 'a few thousand')} accesses open these doors in this time.`,
      'Choose fewer doors or a shorter time.',
    ),
  certified_zones_differ: refused(
    'These doors are in several time zones, so their days differ.',
    'Make one worksheet for each zone.',
  ),
  certified_zone_unknown: refused(
    'Nobody knows the time zone of these doors, so nobody can say when their days begin.',
    'Ask “who can open” with a time in a zone of your choice instead.',
  ),
  certified_days_reversed: refused('The last day is before the first.', 'Choose a later last day.'),
  certification_gone: refused(
    'This worksheet does not exist, or not all of its doors are yours.',
    'Ask someone who looks after all of its buildings.',
  ),
  certification_signed: refused('This worksheet is signed.', 'It stays as it is. Start another one to look again.'),
  certification_unsigned: refused('This worksheet is not signed yet.', 'Sign it first: the file is what was signed.'),
  certified_row_changed: (params) =>
    refused(
      `${say(params, 'by', 'Someone')} has decided this row in the meantime.`,
      'Look at it as it is now, then decide.',
    ),
  certified_row_sent: refused(
    'This access has already been sent to OpenKit to be ended.',
    'See its operation for the outcome.',
  ),
  certified_pair_kept: (params) =>
    refused(
      `${say(params, 'person', 'Someone')} has another access to ${say(params, 'door', 'the same door')} that is not marked to end.`,
      'OpenKit takes both or none: mark both to end, or keep both.',
    ),
  certified_in_part: refused(
    'Accesses were ended through this worksheet.',
    'It is kept, because it says why. Decide the rest and sign it.',
  ),
  certified_nothing_to_end: refused(
    'Nothing marked to end is still held and can be revoked.',
    'Day codes end by themselves when their day is over.',
  ),
  certified_new_names: refused(
    'More names became known since this worksheet was read.',
    'Add them first, then decide.',
  ),
  certified_rows_added: refused('Someone added rows that you have not seen.', 'Load the page again and look at them.'),
  certified_rows_open: refused('Not every row is decided.', 'Keep or end each of them first.'),
};
