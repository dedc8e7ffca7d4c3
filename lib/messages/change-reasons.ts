import { say, type Template } from './message.ts';

/** Why a change of an access is not sent. */
export const changeReasons: Record<string, Template> = {
  chosen_unchangeable: {
    title: 'None of these can be changed from here.',
    detail: 'Daily codes, what residents shared and what has no end to move stay as they are. Nothing was sent.',
    next: 'Choose permanent access that was given by us.',
  },
  nothing_to_change: {
    title: 'Nothing is different yet.',
    detail: 'Nothing was sent.',
    next: 'Choose another end, or whether it may be shared.',
  },
  no_end_to_extend: (params) => ({
    title: `${say(params, 'door', 'One of the doors')} has no end to count from.`,
    detail: 'Nothing was sent.',
    next: 'Choose a day and time, or take the door out of the selection.',
  }),
  sharing_unknown: (params) => ({
    title: `OpenKit does not say whether ${say(params, 'door', 'one of the doors')} may be shared.`,
    detail: 'A change always sends it, so it cannot stay unsaid. Nothing was sent.',
    next: 'Choose yes or no.',
  }),
  access_doubled: (params) => ({
    title: `They hold more than one access to ${say(params, 'door', 'one of the doors')}.`,
    detail: 'OpenKit does not say which of them it would change. Nothing was sent.',
    next: 'Revoke that door, and give access again as it should be.',
  }),
};
