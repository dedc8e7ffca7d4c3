import type { Message, Template } from './message.ts';

const refusal = (title: string, next: string): Message => ({
  title,
  detail: 'OpenKit refused it, so nothing was changed.',
  next,
});

/** OpenKit's own refusals, by the `message` it answers with, in the words of a front desk. The set is open. */
export const upstreamReasons: Record<string, Template> = {
  EMAIL_AND_PHONE_PROVIDED: refusal(
    'A day code goes to one address.',
    'Leave out the email address or the phone number.',
  ),
  EMAIL_OR_PHONE_REQUIRED: refusal('There is nobody to send the code to.', 'Give an email address or a phone number.'),
  EMAIL_REQUIRED_FOR_PERMANENT: refusal('App access needs an email address.', 'Add the email address of the person.'),
  EMAIL_CAN_NOT_BE_EMPTY: refusal('The email address is missing.', 'Add the email address of the person.'),
  INVALID_PHONE: refusal(
    'Latch does not accept this phone number.',
    'Write it with the country code, like +1 212 555 0123.',
  ),
  INVALID_START_TIME: refusal(
    'Latch does not accept this start.',
    'Choose another start. A day code can start today or tomorrow at the building.',
  ),
  INVALID_END_TIME: refusal('Latch does not accept this end.', 'Choose an end after now and after the start.'),
  END_TIME_NOT_SUPPORTED: refusal(
    'This kind of access cannot have an end.',
    'A day code ends by itself at midnight there: leave the end out.',
  ),
  MISSING_END_TIME: refusal('Latch wants an end for this access.', 'Choose when it ends.'),
  USER_CAN_NOT_SHARE: refusal('This person may not pass access on to guests.', 'Switch off sharing and send again.'),
  PASSCODE_TYPE_CANT_BE_REVOKED: refusal(
    'A day code cannot be taken back.',
    'It stops by itself at midnight at the building. Nothing else stops it earlier.',
  ),
  BUILDING_UUID_REQUIRED: refusal(
    'Latch wants to know the building.',
    'This Gatehouse cannot name it. Send the request ID to whoever runs it.',
  ),
};
