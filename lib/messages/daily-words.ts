import { dailyWindow } from '../access-rules/daily-window.ts';
import { formatDay } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import { zoneCity } from '../time/zone.ts';
import { listed } from './counts.ts';

export type DailyFacts = {
  firstName: string;
  /** Where the code goes; null while no address is given. */
  contact: 'email' | 'phone' | null;
  email: string;
  phone: string;
  /** The person is known, so an email address of theirs goes before their phone. */
  isKnown: boolean;
  passcodeType: 'DAILY' | 'DAILY_SINGLE_USE';
  start: Instant;
  /** `timeZone` null = nobody knows it, and the door is refused. */
  doors: readonly { name: string; timeZone: string | null }[];
  role: 'resident' | 'non_resident';
  notify: boolean;
};

/**
 * What will happen when a daily code is given: the message, the day at each building, the code, what cannot be undone.
 */
export function dailySentences(facts: DailyFacts): string[] {
  return [
    messageSentence(facts),
    ...daySentences(facts),
    'It works at offline doors at once.',
    facts.role === 'resident'
      ? 'No code is shown here: a resident gets it only from Latch.'
      : 'Each door has its own code, which can be shown once OpenKit has confirmed it.',
    facts.passcodeType === 'DAILY'
      ? 'It cannot be revoked: it works until midnight there.'
      : 'It ends 15 minutes after it is first used, at midnight there at the latest, and cannot be revoked.',
  ];
}

function messageSentence({ firstName, contact, email, phone, isKnown, notify }: DailyFacts): string {
  if (!notify) return `Latch sends nothing: tell ${firstName.trim() || 'them'} the code yourself.`;
  if (contact === 'email') return `Latch emails the code to ${email} at once.`;
  if (contact === null) return 'Latch sends the code to the address you give.';
  if (isKnown && email) return `Latch knows this phone and emails the code to ${email} instead of sending an SMS.`;
  return `Latch sends the code by SMS to ${phone} at once, or by email if that phone belongs to someone with an email address.`;
}

/** One sentence for each calendar day: one moment can be two days in two zones. */
function daySentences({ firstName, doors, start }: DailyFacts): string[] {
  const known = doors.flatMap(({ name, timeZone }) => (timeZone === null || start === '' ? [] : [{ name, timeZone }]));
  const byZone = Map.groupBy(known, (door) => door.timeZone);
  const who = firstName.trim() || 'The person';
  return [...byZone].map(([zone, of]) => {
    const day = formatDay(dailyWindow(start, zone).start, zone);
    return `${who} can open ${listed(of.map((door) => door.name))} on ${day}, all day (${zoneCity(zone)}).`;
  });
}
