import { formatLocalDate } from '../time/format.ts';
import { momentOf } from './change-reasons.ts';
import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was changed, and nothing you typed is lost.';
const mistake = (title: string, next: string): Message => ({ title, detail: kept, next });

/** Why something about units, bundles and leases is not done. */
export const unitReasons: Record<string, Template> = {
  unit_gone: mistake('This unit no longer exists.', 'Load the page again.'),
  unit_archived: mistake('This unit was taken out of the list.', 'Choose another one, or make it again.'),
  unit_lived_in: mistake('Someone still has a lease of this unit.', 'Move them out first.'),
  unit_name_taken: mistake(
    'The building already has a unit with this name.',
    'Choose another name, or open that unit.',
  ),
  unit_name_required: mistake('The name is missing.', 'Write it as it is shown on the door, like 4B.'),
  units_required: mistake('No unit is chosen.', 'Choose at least one.'),
  too_many_units: mistake('These are too many units at once.', 'Choose 2,000 at most.'),
  bundle_gone: mistake('One of the bundles no longer exists.', 'Load the page again and choose again.'),
  bundle_name_taken: mistake(
    'The building already has a bundle with this name.',
    'Choose another name, or open that bundle.',
  ),
  bundle_name_required: mistake('The name is missing.', 'Say what the doors are, like Amenities.'),
  bundles_required: mistake('No bundle is chosen.', 'Choose at least one.'),
  too_many_bundles: mistake('These are too many bundles at once.', 'Choose 20 at most.'),
  changed_while_open: (params) => ({
    title: 'Someone changed this while you had it open.',
    detail: `Unlike yours, it ${say(params, 'now', 'is another one')}. ${kept}`,
    next: 'Add to yours what is right of theirs. Saving again puts yours in its place.',
  }),
  lease_zone_unknown: mistake(
    'Nobody knows the time zone of this building.',
    'The days of a lease need one. Have it set in Mission Control, then read OpenKit again.',
  ),
  tenant_already: mistake('They already have a lease of this unit.', 'Change that lease instead.'),
  namesake_already: mistake(
    'Someone with this name and no email address already has a lease of this unit.',
    'If this is someone else, write an email address, or a name that tells the two apart.',
  ),
  tenancy_gone: mistake('This lease has ended.', 'Load the page again to see who lives there.'),
  lease_changed: (params) => ({
    title: `This lease now ${params.day ? `ends on ${formatLocalDate(say(params, 'day', ''))}` : 'has no last day'}.`,
    detail: 'Someone changed it since this was shown. Nothing was sent.',
    next: 'Load the page again, then choose again.',
  }),
  same_unit: mistake('This is the unit they live in.', 'Choose the one they move to.'),
  home_not_givable: (params) =>
    mistake(
      `OpenKit cannot give ${say(params, 'door', 'the door')} of this unit yet.`,
      'Have it enabled and its lock activated in Mission Control first. Or move them out here and in there: then the old home ends at once.',
    ),
  doors_changed: (params) => ({
    title: `${say(params, 'door', 'A door')} was added since this was shown.`,
    detail: 'Nothing was sent, so that no door ends that you have not seen.',
    next: 'Look at the doors again, then go on.',
  }),
  same_email: mistake('They already have this address.', 'Write the new one.'),
  nothing_givable: mistake(
    'OpenKit cannot give any of their doors to anyone now.',
    'Have the locks activated on site first. Until then the doors stay with the old address.',
  ),
  holds_nothing: mistake(
    'They hold no door that could be moved to the new address.',
    'Give access to the new address instead.',
  ),
  nothing_left_to_give: (params) => ({
    title: 'None of these doors is left to give again.',
    detail: `${say(params, 'doors', 'They are not meant to hold them any more.')} Nothing was sent.`,
    next: 'Give what they need now from their own page.',
  }),
  nothing_to_give: mistake('They already hold these doors again.', 'Load the page again.'),
  reason_too_long: mistake('The reason is too long.', 'Shorten it to 300 characters at most.'),
  people_required: mistake('Nobody is chosen.', 'Choose at least one person.'),
  household_too_large: mistake('These are too many people at once.', 'Choose 20 at most.'),
  task_gone: mistake('This task no longer exists.', 'Load the page again.'),
  colleague_required: mistake('Nobody is chosen.', 'Choose who should do it.'),
  colleague_elsewhere: mistake('This colleague cannot finish tasks in this building.', 'Choose someone else.'),
  task_settled: mistake('Someone else has settled this task.', 'Load the page again to see how it stands.'),
  door_not_of_host: mistake('One of the doors is not the host’s.', 'Load the page again and choose again.'),
  door_not_shareable: (params) => ({
    title: `${say(params, 'door', 'One of the doors')} may not be passed on to guests.`,
    detail: kept,
    next: 'Leave it out, or let the guest in with the host.',
  }),
  guest_before_host: (params) => ({
    title: `The host can open ${say(params, 'door', 'a door')} only from ${momentOf(params, 'later')}.`,
    detail: kept,
    next: 'Choose a later first day: until then someone else may live there.',
  }),
  guest_outlives_host: (params) => ({
    title: `The host loses ${say(params, 'door', 'a door')} before the guest would.`,
    detail: kept,
    next: 'Choose an earlier last day, or extend the lease first.',
  }),
  host_end_undecided: {
    title: 'It is not decided yet how long the host keeps this door.',
    detail: 'A change to an earlier end waits for a decision. A guest let in now could stay longer than the host.',
    next: 'Open the host’s operation and decide, or choose an earlier last day.',
  },
  guest_is_host: mistake('This is the host’s own address.', 'Write the guest’s address.'),
  hour_invalid: mistake('This is not an hour of the day.', 'Write a number from 0 to 23.'),
  grace_invalid: mistake('These are too many days.', 'Write a number from 0 to 60.'),
};
