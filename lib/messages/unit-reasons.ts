import { formatLocalDate } from '../time/format.ts';
import { momentOf } from './change-reasons.ts';
import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was changed, and nothing you typed is lost.';
const mistake = (title: string, next: string): Message => ({ title, detail: kept, next });

/** Why something about units, bundles and leases is not done. */
export const unitReasons: Record<string, Template> = {
  unit_gone: mistake('This unit is not there any more.', 'Load the page again.'),
  unit_archived: mistake('This unit was taken out of the list.', 'Choose another one, or make it anew.'),
  unit_lived_in: mistake('Somebody still has a lease of this unit.', 'Move them out first.'),
  unit_name_taken: mistake('The building has a unit of this name already.', 'Choose another name, or open that unit.'),
  unit_name_required: mistake('The name is missing.', 'Write it as it stands on the door, like 4B.'),
  units_required: mistake('No unit is chosen.', 'Choose at least one.'),
  too_many_units: mistake('These are too many units at once.', 'Choose 2,000 at most.'),
  bundle_gone: mistake('One of the bundles is not there any more.', 'Load the page again and choose anew.'),
  bundle_name_taken: mistake(
    'The building has a bundle of this name already.',
    'Choose another name, or open that bundle.',
  ),
  bundle_name_required: mistake('The name is missing.', 'Say what the doors are, like Amenities.'),
  bundles_required: mistake('No bundle is chosen.', 'Choose at least one.'),
  too_many_bundles: mistake('These are too many bundles at once.', 'Choose 20 at most.'),
  lease_zone_unknown: mistake(
    'Nobody knows the time zone of this building.',
    'The days of a lease need one. Have it set in Mission Control, then read OpenKit anew.',
  ),
  tenant_already: mistake('They have a lease of this unit already.', 'Change that lease instead.'),
  namesake_already: mistake(
    'Somebody of this name, without an email address, has a lease of this unit already.',
    'If this is somebody else, write an email address, or the name so that nobody takes one for the other.',
  ),
  tenancy_gone: mistake('This lease has ended.', 'Load the page again to see who lives there.'),
  lease_changed: (params) => ({
    title: `By now this lease ${params.day ? `ends on ${formatLocalDate(say(params, 'day', ''))}` : 'has no last day'}.`,
    detail: 'Somebody changed it since this was shown. Nothing was sent.',
    next: 'Load the page again, then choose anew.',
  }),
  same_unit: mistake('This is the unit they live in.', 'Choose the one they move to.'),
  home_not_givable: (params) =>
    mistake(
      `OpenKit cannot give ${say(params, 'door', 'the door')} of this unit yet.`,
      'Have it enabled and its lock activated in Mission Control first. Or move them out here and in there: then the old home ends at once.',
    ),
  doors_changed: (params) => ({
    title: `${say(params, 'door', 'A door')} has come to it since this was shown.`,
    detail: 'Nothing was sent, so that no door ends that you have not seen.',
    next: 'Look at the doors again, then go on.',
  }),
  same_email: mistake('This is the address they have.', 'Write the new one.'),
  nothing_givable: mistake(
    'OpenKit can give none of their doors to anybody now.',
    'Have the locks activated on site first. Until then the doors stay with the old address.',
  ),
  holds_nothing: mistake('They hold no door that could go along.', 'Give access to the new address instead.'),
  nothing_left_to_give: (params) => ({
    title: 'None of these doors is left to give again.',
    detail: `${say(params, 'doors', 'They are not meant to hold them any more.')} Nothing was sent.`,
    next: 'Give what they need now from their own page.',
  }),
  nothing_to_give: mistake('They hold these doors again already.', 'Load the page again.'),
  reason_too_long: mistake('The reason is too long.', 'Shorten it to 300 characters at most.'),
  people_required: mistake('Nobody is chosen.', 'Choose at least one person.'),
  household_too_large: mistake('These are too many people at once.', 'Choose 20 at most.'),
  task_gone: mistake('This task is not there any more.', 'Load the page again.'),
  colleague_required: mistake('Nobody is chosen.', 'Choose who is to do it.'),
  colleague_elsewhere: mistake('This colleague cannot finish tasks in this building.', 'Choose somebody else.'),
  task_settled: mistake('Somebody else has settled this task.', 'Load the page again to see how it stands.'),
  door_not_of_host: mistake('One of the doors is not the host’s.', 'Load the page again and choose anew.'),
  door_not_shareable: (params) => ({
    title: `${say(params, 'door', 'One of the doors')} may not be passed on to guests.`,
    detail: kept,
    next: 'Leave it out, or let the guest in with the host.',
  }),
  guest_before_host: (params) => ({
    title: `The host can open ${say(params, 'door', 'a door')} only from ${momentOf(params, 'later')}.`,
    detail: kept,
    next: 'Choose a later first day: until then somebody else may live there.',
  }),
  guest_outlives_host: (params) => ({
    title: `The host loses ${say(params, 'door', 'a door')} before the guest would.`,
    detail: kept,
    next: 'Choose an earlier last day, or extend the lease first.',
  }),
  guest_is_host: mistake('This is the host’s own address.', 'Write the one of the guest.'),
  hour_invalid: mistake('This is not an hour of the day.', 'Write a number from 0 to 23.'),
  grace_invalid: mistake('These are too many days.', 'Write a number from 0 to 60.'),
};
