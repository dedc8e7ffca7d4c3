import type { Instant } from '#lib/time/instant';

/** An instant as PostgreSQL spells it: `2026-11-25 12:00:00.5+00`. */
export const readInstant = (text: string): Instant => toIsoUtc(text, ' ', '+00');

/** The same in JSON: `2026-11-25T12:00:00.5+00:00`. */
export const readJsonInstant = (text: string): Instant => toIsoUtc(text, 'T', '+00:00');

/** A page holds hundreds of instants: those in UTC and of these centuries are only spelled anew, not reckoned with. */
function toIsoUtc(text: string, separator: string, utc: string): Instant {
  const isUtc = text.endsWith(utc) && text[4] === '-' && text[10] === separator;
  if (!isUtc) return new Date(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -utc.length).slice(0, 3).padEnd(3, '0')}Z`;
}
