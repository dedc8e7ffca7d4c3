import { mostRows, type ParsedTable } from './parse-table.ts';

/** Which column holds what, counted from 0; -1 = none does. */
export type UnitMapping = { unit: number; building: number; door: number };

/** A unit as a table names it; several rows of one unit are several doors of it. */
export type NamedUnit = { line: number; name: string; building: string; doors: string[] };
export type RowProblem = { line: number; reason: string; params: { [name: string]: string | number } };

const heads: Record<keyof UnitMapping, RegExp> = {
  unit: /^(unit|apartment|apt|suite|flat|home)\b/i,
  building: /^(building|property|address)\b/i,
  door: /^(doors?|lock)\b/i,
};

/** What the head seems to say; to be looked over by a person. */
export const guessMapping = (head: readonly string[]): UnitMapping => ({
  unit: Math.max(0, indexOf(head, heads.unit)),
  building: indexOf(head, heads.building),
  door: indexOf(head, heads.door),
});

const indexOf = (head: readonly string[], pattern: RegExp): number => head.findIndex((name) => pattern.test(name));

const longestName = 100;

/** The units of a table, and every row that cannot be one with why. `building` names those whose row names none. */
export function readUnitRows(
  { head, rows }: ParsedTable,
  mapping: UnitMapping,
  building: string,
): { units: NamedUnit[]; problems: RowProblem[] } {
  const units = new Map<string, NamedUnit>();
  const seen = new Set<string>();
  const problems: RowProblem[] = [];
  for (const { line, cells } of rows.slice(0, mostRows)) {
    const problem = (reason: string, params: RowProblem['params'] = {}) => problems.push({ line, reason, params });
    const name = cells[mapping.unit] ?? '';
    const place = (mapping.building < 0 ? '' : (cells[mapping.building] ?? '')) || building;
    const door = mapping.door < 0 ? '' : (cells[mapping.door] ?? '');
    const row = [name, place, door].map((text) => text.toLowerCase()).join('\n');
    const key = [name, place].map((text) => text.toLowerCase()).join('\n');
    if (cells.length !== head.length) problem('row_columns', { found: cells.length, wanted: head.length });
    else if (name === '') problem('row_without_unit');
    else if (name.length > longestName) problem('row_name_too_long', { max: longestName });
    else if (place === '') problem('row_without_building');
    else if (seen.has(row)) problem('row_twice');
    else {
      seen.add(row);
      const unit = units.get(key) ?? { line, name, building: place, doors: [] };
      if (door !== '') unit.doors.push(door);
      units.set(key, unit);
    }
  }
  return { units: [...units.values()], problems };
}
