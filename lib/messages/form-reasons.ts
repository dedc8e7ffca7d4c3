import { type Message, say, type Template } from './message.ts';

const kept = 'Nothing was sent, and nothing you typed is lost.';
const mistake = (title: string, next: string): Message => ({ title, detail: kept, next });

/** Mistakes we find before OpenKit is asked. */
export const formReasons: Record<string, Template> = {
  email_required: mistake(
    'An email address is missing.',
    'App access needs an email address: Latch sends the invite there.',
  ),
  email_invalid: mistake(
    'This is not an email address.',
    'Write it like maya@example.com. It cannot be corrected later.',
  ),
  contact_required: mistake('There is nobody to send the code to.', 'Give an email address or a phone number.'),
  one_contact_only: mistake(
    'A day code goes to one address.',
    'Give either the email address or the phone number, not both.',
  ),
  phone_invalid: mistake('This is not a phone number.', 'Write it with the country code, like +1 212 555 0123.'),
  name_required: mistake(
    'The name is incomplete.',
    'Write the first and the last name. They cannot be corrected later.',
  ),
  name_too_long: (params) =>
    mistake('The name is too long.', `Shorten it to ${say(params, 'max', '100')} characters at most.`),
  doors_required: mistake('No door is chosen.', 'Choose at least one door.'),
  too_many_doors: (params) =>
    mistake('These are too many doors at once.', `Choose ${say(params, 'max', 'fewer')} doors at most.`),
  door_gone: (params) => ({
    title: `${say(params, 'door', 'A door')} is no longer enabled for us.`,
    detail: `It was removed in Mission Control since this page was loaded. ${kept}`,
    next: 'Take the door out of the list and send again, or ask the property manager to enable it.',
  }),
  door_not_activated: (params) =>
    mistake(
      `${say(params, 'door', 'This door')} has no lock yet.`,
      'Take it out of the list. Access can be given once the lock is activated on site.',
    ),
  door_elevator: (params) =>
    mistake(
      `${say(params, 'door', 'This door')} is an elevator.`,
      'Take it out of the list. OpenKit cannot give access to elevators; Mission Control can.',
    ),
  door_zone_unknown: (params) =>
    mistake(
      `Nobody knows the time zone of the building of ${say(params, 'door', 'this door')}.`,
      'A day code needs one. Have the building’s time zone set in Mission Control, or give access with an end instead.',
    ),
  date_required: mistake('No day is chosen.', 'Write it, or choose it in the calendar.'),
  start_not_today_or_tomorrow: ({ door, zone }) =>
    mistake(
      'A day code works today or tomorrow only.',
      door && zone
        ? `At ${door} (${zone}) this is another day. Choose another day, take the door out, or give access with an end instead.`
        : 'Choose today or tomorrow at the building, or give access with an end instead.',
    ),
  day_differs: (params) =>
    mistake(
      `At ${say(params, 'door', 'one of the doors')} (${say(params, 'zone', 'another zone')}) this code would be for today, at ${say(params, 'laterDoor', 'the others')} for tomorrow.`,
      'Choose a start that is the same day at all of them, or give a code for each building.',
    ),
  daily_held: (params) =>
    mistake(
      `They already have a code for ${say(params, 'door', 'this door')} that day, or one was asked for and may exist.`,
      'Take the door out of the list, or choose the other day. If nobody could find out whether the first code was made, settle its operation first.',
    ),
  end_before_start: mistake('The end is before the start.', 'Choose an end that comes after the start.'),
  end_past: mistake('The end has passed.', 'Choose an end in the future, or no end.'),
  daily_not_shareable: mistake(
    'A day code cannot be shared.',
    'Switch off sharing, or give access with an end instead.',
  ),
  code_would_be_lost: mistake(
    'Nobody could ever see this code.',
    'Let Latch send it, or give the code to someone who is not a resident.',
  ),
  selection_empty: mistake('Nothing is left of this selection.', 'Choose again from the list as it is now.'),
  selection_too_large: (params) =>
    mistake(
      'This is more than your role may change at once.',
      `Choose ${say(params, 'max', '5000')} at most, or narrow the list with a filter and go on in parts.`,
    ),
  person_gone: {
    title: 'OpenKit no longer knows this person.',
    detail: 'They have vanished since this page was loaded. Nothing was changed.',
    next: 'Go back to the list of people. If they should have access, give it again.',
  },
};
