import { counted } from './counts.ts';
import { say, type Template } from './message.ts';

/** Trouble between us and OpenKit, and with the way we are asked. */
export const serviceReasons: Record<string, Template> = {
  upstream_down: {
    title: 'OpenKit does not answer.',
    detail:
      'What you see is what we last read. You can look things up; giving, changing and taking access has to wait.',
    next: 'Try again in a few minutes. What is already on its way is sent by itself.',
  },
  upstream_busy: {
    title: 'OpenKit asks us to slow down.',
    detail: 'Nothing was lost: what is waiting is sent by itself.',
    next: 'Wait a few minutes before you send more.',
  },
  log_unwritable: {
    title: 'The audit log cannot be written.',
    detail: 'Gatehouse does nothing that it cannot record: nothing was sent, changed or shown.',
    next: 'Tell whoever runs this Gatehouse. It works again by itself as soon as the log does.',
  },
  upstream_denied: {
    title: 'OpenKit does not let us do this.',
    detail: 'Our credentials are good, but they do not cover it. Nothing was changed.',
    next: 'Ask the property manager whether the door is still enabled for us in Mission Control.',
  },
  credentials: {
    title: 'OpenKit does not accept our credentials.',
    detail: 'They may have been replaced by Latch. Nothing was changed.',
    next: 'Tell whoever runs this Gatehouse to check its OpenKit client ID and secret.',
  },
  token_refused: {
    title: 'OpenKit does not take the token that it gave us.',
    detail: 'What is waiting was not sent, or not looked at again, because of that. Nothing was lost.',
    next: 'It goes on by itself. If that takes longer than a few minutes, tell whoever runs this Gatehouse: Latch has to say why.',
  },
  too_many_people: {
    title: 'This is more than your role may do at once.',
    detail: 'Nothing was sent.',
    next: 'Split it into smaller parts, or ask a manager.',
  },
  limited_reveal: {
    title: 'You have looked at too many doorcodes within an hour.',
    detail: 'No code was shown. The owners see this in the log.',
    next: 'Wait a while, or ask a manager.',
  },
  limited_search: (params) => ({
    title: 'You have searched too often within this hour.',
    detail: 'Nothing was searched for. Whoever reads the log can see this.',
    next: `You can search again in ${counted(Number(params.minutes ?? 60), 'minute')}. Until then use filters, or ask a colleague to look.`,
  }),
  limited_import: {
    title: 'You have read too many tables within this hour.',
    detail: 'This one was not read, and nothing was changed.',
    next: 'Wait until the hour is over.',
  },
  sheet_too_long: (params) => ({
    title: 'There are too many day codes today for one sheet.',
    detail: `A sheet holds the codes of ${say(params, 'max', '60')} people at most. No code was shown.`,
    next: 'Look the codes up one by one.',
  }),
  unexpected_shape: {
    title: 'OpenKit gave an answer we do not understand.',
    detail: 'Gatehouse is checking what it did; nothing is shown as done before that.',
    next: 'Wait a minute and look again. If this keeps happening, pass on the request ID.',
  },
  another_person: {
    title: 'OpenKit answered about someone else.',
    detail: 'Its answer was not used. Nothing was changed here.',
    next: 'Look at the person in Mission Control, and pass on the request ID.',
  },
  sweep_loop: {
    title: 'Reading OpenKit went round in circles.',
    detail: 'What was read before is kept and may be old.',
    next: 'Start the reading again in a few minutes. If this keeps happening, pass this on to Latch.',
  },
  export_gone: {
    title: 'This file is no longer here.',
    detail: 'A file can be fetched for ten minutes, by whoever asked for it.',
    next: 'Go back to the list and export it again.',
  },
  export_often: {
    title: 'You have made too many exports and statements for doors in the last hour.',
    detail: 'This one was not made.',
    next: 'Wait a while, or put more rows or days into one.',
  },
  export_busy: {
    title: 'Several files are being written already.',
    detail: 'No file was made.',
    next: 'Try again when one of them is done.',
  },
  cursor_foreign: {
    title: 'This page of the list is no longer there.',
    detail: 'The link belongs to another search or order.',
    next: 'Start again from the first page.',
  },
  input_invalid: {
    title: 'The page and the server do not understand each other.',
    detail: 'Nothing was changed.',
    next: 'Load the page again, then repeat what you did.',
  },
};
