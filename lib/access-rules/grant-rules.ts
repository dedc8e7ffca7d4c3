import { addDays, dayOf } from '../time/day.ts';
import { type Instant, parseInstant } from '../time/instant.ts';
import { zoneCity } from '../time/zone.ts';
import { normalisePhone } from './phone.ts';
import { isDaily, type Terms } from './terms.ts';

/** A rule a grant breaks: the field to show it at and a reason known to lib/messages. */
export type Violation = { field: string; reason: string; params?: Record<string, string> };

export type GrantDraft = {
  recipient: { firstName: string; lastName: string; email: string | null; phone: string | null };
  terms: Terms;
  doors: RuleDoor[];
};

type RuleDoor = {
  name: string;
  kind: 'door' | 'elevator' | 'unknown';
  isActivated: boolean;
  timeZone: string | null;
};

const emailPattern = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\].]+$/;

/** True for what can be an email address. Names and emails cannot be corrected in OpenKit, so this is strict. */
export const isEmail = (text: string): boolean => text.length <= 320 && emailPattern.test(text) && !text.includes('..');

/**
 * Everything OpenKit's documentation would refuse, and what we refuse because nobody could undo it, before anything is
 * sent: contract "Granting". Used by the form and again by the server. Empty = may be sent.
 */
export function checkGrant(draft: GrantDraft, now: Instant): Violation[] {
  return [
    ...checkRecipient(draft),
    ...checkDoors(draft),
    ...checkWindow(draft, now),
    ...checkTerms(draft),
    ...checkOneDay(draft, now),
  ];
}

function checkRecipient({ recipient, terms }: GrantDraft): Violation[] {
  const { firstName, lastName, email, phone } = recipient;
  const found: Violation[] = [];
  if (!firstName.trim()) found.push({ field: 'recipient.firstName', reason: 'name_required' });
  if (!lastName.trim()) found.push({ field: 'recipient.lastName', reason: 'name_required' });
  if (email && !isEmail(email)) found.push({ field: 'recipient.email', reason: 'email_invalid' });
  if (phone && !normalisePhone(phone)) found.push({ field: 'recipient.phone', reason: 'phone_invalid' });
  if (isDaily(terms.passcodeType)) {
    if (email && phone) found.push({ field: 'recipient.phone', reason: 'one_contact_only' });
    if (!email && !phone) found.push({ field: 'recipient.email', reason: 'contact_required' });
  } else if (!email) {
    found.push({ field: 'recipient.email', reason: 'email_required' });
  }
  return found;
}

function checkDoors({ doors, terms }: GrantDraft): Violation[] {
  if (doors.length === 0) return [{ field: 'doorIds', reason: 'doors_required' }];
  return doors.flatMap((door): Violation[] => {
    const params = { door: door.name };
    if (door.kind === 'elevator') return [{ field: 'doorIds', reason: 'door_elevator', params }];
    if (!door.isActivated) return [{ field: 'doorIds', reason: 'door_not_activated', params }];
    if (isDaily(terms.passcodeType) && !door.timeZone)
      return [{ field: 'doorIds', reason: 'door_zone_unknown', params }];
    return [];
  });
}

function checkWindow({ terms, doors }: GrantDraft, now: Instant): Violation[] {
  const { start, end } = terms;
  if (isDaily(terms.passcodeType)) {
    if (parseInstant(start) === null) return [{ field: 'terms.start', reason: 'date_invalid' }];
    return doors.flatMap(({ name, timeZone }) =>
      timeZone && !isTodayOrTomorrow(start, timeZone, now)
        ? [
            {
              field: 'terms.start',
              reason: 'start_not_today_or_tomorrow',
              params: { door: name, zone: zoneCity(timeZone) },
            },
          ]
        : [],
    );
  }
  if (end === null) return [];
  if (end <= start) return [{ field: 'terms.end', reason: 'end_before_start' }];
  return end <= now ? [{ field: 'terms.end', reason: 'end_past' }] : [];
}

/** Daily codes: the day of the request or the next, by the calendar of the door's zone. */
export function isTodayOrTomorrow(start: Instant, timeZone: string, now: Instant): boolean {
  const today = dayOf(now, timeZone);
  const day = dayOf(start, timeZone);
  return day === today || day === addDays(today, 1);
}

/**
 * One daily code for doors of several zones is for the same day at all of them: today or tomorrow, each by its own
 * calendar. Else it would be over in the west before the day that was meant in the east. Plans send a call for each
 * zone.
 */
function checkOneDay({ terms, doors }: GrantDraft, now: Instant): Violation[] {
  if (!isDaily(terms.passcodeType) || parseInstant(terms.start) === null) return [];
  const dated = doors.flatMap(({ name, timeZone }) =>
    timeZone ? [{ name, timeZone, isToday: dayOf(terms.start, timeZone) === dayOf(now, timeZone) }] : [],
  );
  const today = dated.find(({ isToday }) => isToday);
  const later = dated.find(({ isToday }) => !isToday);
  if (!today || !later) return [];
  const params = { door: today.name, zone: zoneCity(today.timeZone), laterDoor: later.name };
  return [{ field: 'terms.start', reason: 'day_differs', params }];
}

function checkTerms({ terms }: GrantDraft): Violation[] {
  if (!isDaily(terms.passcodeType)) return [];
  const found: Violation[] = [];
  if (terms.shareable) found.push({ field: 'terms.shareable', reason: 'daily_not_shareable' });
  if (terms.end !== null) found.push({ field: 'terms.end', reason: 'END_TIME_NOT_SUPPORTED' });
  if (!terms.notify && terms.role === 'resident') found.push({ field: 'terms.notify', reason: 'code_would_be_lost' });
  return found;
}
