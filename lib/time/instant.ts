/**
 * A moment, as ISO-8601 in UTC with milliseconds (`2026-11-23T14:00:00.000Z`). Instants compare correctly as strings.
 */
export type Instant = string;

/** A day of 24 hours. */
export const dayMs = 86_400_000;

const isoPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads an ISO-8601 date-time with any offset; null when it is not one of the years 1 to 9999, which are all that a
 * database and a clock agree on. A time without an offset is not an instant.
 */
export function parseInstant(text: unknown): Instant | null {
  if (typeof text !== 'string' || !isoPattern.test(text)) return null;
  const ms = Date.parse(text);
  const instant = Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  return /^(?!0000)\d{4}-/.test(instant) ? instant : null;
}

export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();

export const epochMs = (instant: Instant): number => Date.parse(instant);

export const addMs = (instant: Instant, ms: number): Instant => toInstant(epochMs(instant) + ms);

export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
export const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);
