/**
 * True for an IANA zone name this runtime knows. `EST` and bare offsets are refused: a building's day needs a place.
 */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || !(name === 'UTC' || name.includes('/'))) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `America/New_York` → `New York`: how a zone is named to people. */
export const zoneCity = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
