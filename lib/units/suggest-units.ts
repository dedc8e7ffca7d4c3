/** A door as far as its name may tell of a home. */
export type NamedDoor = {
  id: string;
  name: string;
  kind: 'door' | 'elevator' | 'unknown';
  accessibility: 'communal' | 'private' | null;
};

export type SuggestedUnit = { name: string; doorIds: string[] };

const prefix = '(?:apartment|apt|unit|suite|ste|flat|residence|home|studio|room|#)\\.?\\s*#?\\s*';
const number = '(\\d{1,5}\\s?-?\\s?[a-z]{0,2}|[a-z]{1,2}\\s?-?\\s?\\d{1,5}|ph\\s?-?\\s?[a-z0-9]{1,3})';
const part =
  '(?:\\s*[-–—,:/(]?\\s*(?:front|rear|back|main|side|balcony|patio|terrace|bedroom|entry|entrance|door)\\b.*)?';
const pattern = new RegExp(`^(?:${prefix})?${number}${part}$`, 'i');

/** The unit a door's name speaks of: `Apt 4B`, `4B`, `Unit 12 – balcony` → `4B`, `12`; null when it names none. */
export function unitNameOf(doorName: string): string | null {
  const found = pattern.exec(doorName.normalize('NFKC').trim())?.[1];
  return found ? found.replace(/[\s-]/g, '').toUpperCase() : null;
}

/** Units as the names of private doors suggest them, several doors of one together, in the order of the doors. */
export function suggestUnits(doors: readonly NamedDoor[]): SuggestedUnit[] {
  const units = new Map<string, string[]>();
  for (const { id, name, kind, accessibility } of doors) {
    if (kind !== 'door' || accessibility === 'communal') continue;
    const unit = unitNameOf(name);
    if (unit) units.set(unit, [...(units.get(unit) ?? []), id]);
  }
  return [...units].map(([name, doorIds]) => ({ name, doorIds }));
}

/** The floor a unit or door seems to be on, for walking a building in order; null when its name tells none. */
export function floorOf(name: string): number | null {
  const digits = /\d+/.exec(unitNameOf(name) ?? '')?.[0];
  if (!digits) return null;
  return Number(digits.length > 2 ? digits.slice(0, -2) : digits);
}
