import type { FailureParams } from '../errors.ts';
import { formatClock, formatExact } from '../time/format.ts';
import { zoneCity } from '../time/zone.ts';
import { say, type Template } from './message.ts';

/** Why a change of an access is not sent. */
export const changeReasons: Record<string, Template> = {
  changed_since_seen: (params) => ({
    title: changedBy(params, 'changed'),
    detail: `You saw: ${say(params, 'seen', 'something else')}. Now: ${say(params, 'now', 'another end')}. Nothing was sent, so theirs was not overwritten.`,
    next: 'Look at both. Send yours again if it is still right.',
  }),
  revoked_meanwhile: (params) => ({
    title: changedBy(params, 'revoked'),
    detail: 'Nothing was sent.',
    next: 'Give access again if it is still needed.',
  }),
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
    detail: 'A change always sends it, so it cannot be left open. Nothing was sent.',
    next: 'Choose yes or no.',
  }),
  held_as_wanted: (params) => ({
    title: `They already hold ${say(params, 'door', 'these doors')}, for as long and with the same sharing.`,
    detail: 'Nothing was sent.',
    next: 'Change that access if it should end earlier, or not be shared.',
  }),
  access_doubled: (params) => ({
    title: `They hold more than one access to ${say(params, 'door', 'one of the doors')}.`,
    detail: 'OpenKit does not say which of them it would change. Nothing was sent.',
    next: 'Revoke that door, and give access again as it should be.',
  }),
  held_before: (params) => ({
    title: `They can open ${say(params, 'door', 'one of the doors')} until ${momentOf(params, 'it is over')}, for something else.`,
    detail: 'OpenKit could only make that longer, so that they would hold it until then as well. Nothing was sent.',
    next: 'Take that away first, or do this once it is over.',
  }),
  held_later: (params) => ({
    title: `They can open ${say(params, 'door', 'one of the doors')} only from ${momentOf(params, 'later')}.`,
    detail: 'OpenKit cannot make an access begin earlier. Nothing was sent.',
    next: 'Give it another start on the person’s page first, or take it away.',
  }),
};

/** "31 Jul 2027, 11:00 (New York)". */
export const momentOf = (params: FailureParams, standIn: string): string =>
  params.at === undefined ? standIn : formatExact(String(params.at), say(params, 'zone', 'UTC'));

/** "Maya Owens changed Gym at 14:03 (New York)."; without a name it was not done here. */
function changedBy(params: FailureParams, did: string): string {
  const door = say(params, 'door', 'this door');
  const zone = say(params, 'zone', 'UTC');
  if (params.by === undefined || params.at === undefined) return `${door} was ${did} outside Gatehouse.`;
  return `${params.by} ${did} ${door} at ${formatClock(String(params.at), zone)} (${zoneCity(zone)}).`;
}
