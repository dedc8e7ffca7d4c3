import { parseDuration } from '@internationalized/date';

/** Milliseconds of an ISO 8601 duration of weeks or less: `PT2H`, `P1DT30M`. Throws for anything else. */
export function durationMs(text: string): number {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parseDuration(text);
  if (years !== 0 || months !== 0) throw new Error(`${text} has no fixed length.`);
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
