import { isEmail } from '../access-rules/grant-rules.ts';
import type { LocalDate } from '../time/day.ts';
import { mostRows } from './limits.ts';
import type { ParsedTable } from './parse-table.ts';
import { readDay } from './read-day.ts';

/** Which column holds what, counted from 0; -1 = none does. */
export type UnitMapping = {
  unit: number;
  building: number;
  door: number;
  /** Who lives there, by email, and the days of their lease. */
  email: number;
  start: number;
  end: number;
};

/** A unit as a table names it; several rows of one unit are several doors of it. */
export type NamedUnit = {
  line: number;
  name: string;
  building: string;
  doors: string[];
  residents: NamedResident[];
};
/** Null = the table does not say. */
export type NamedResident = {
  line: number;
  email: string;
  leaseStart: LocalDate | null;
  leaseEnd: LocalDate | null;
};
export type RowProblem = { line: number; reason: string; params: { [name: string]: string | number } };

const heads: Record<keyof UnitMapping, RegExp> = {
  unit: /^(unit|apartment|apt|suite|flat|home)\b/i,
  building: /^(building|property|address)\b/i,
  door: /^(doors?|lock)\b/i,
  email: /^(e-?mail|resident|tenant)\b/i,
  start: /^(start|from|move.?in|lease (start|from|begin)|first day)/i,
  end: /^(end|to|until|move.?out|lease (end|to)|last day|expires)/i,
};

/** What the head seems to say; to be looked over by a person. */
export const guessMapping = (head: readonly string[]): UnitMapping => ({
  unit: Math.max(0, indexOf(head, heads.unit)),
  building: indexOf(head, heads.building),
  door: indexOf(head, heads.door),
  email: indexOf(head, heads.email),
  start: indexOf(head, heads.start),
  end: indexOf(head, heads.end),
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
    const cell = (column: number) => (column < 0 ? '' : (cells[column] ?? ''));
    const name = cell(mapping.unit);
    const place = cell(mapping.building) || building;
    const door = cell(mapping.door);
    const email = cell(mapping.email);
    const [first, last] = [cell(mapping.start), cell(mapping.end)];
    const [leaseStart, leaseEnd] = [readDay(first), readDay(last)];
    const row = [name, place, door, email].map((text) => text.toLowerCase()).join('\n');
    const key = [name, place].map((text) => text.toLowerCase()).join('\n');
    if (cells.length !== head.length) problem('row_columns', { found: cells.length, wanted: head.length });
    else if (name === '') problem('row_without_unit');
    else if (name.length > longestName) problem('row_name_too_long', { max: longestName });
    else if (place === '') problem('row_without_building');
    else if (email !== '' && !isEmail(email)) problem('row_email_invalid', { email });
    else if (first !== '' && leaseStart === null) problem('row_day_unreadable', { day: first });
    else if (last !== '' && leaseEnd === null) problem('row_day_unreadable', { day: last });
    else if (leaseStart && leaseEnd && leaseEnd < leaseStart) problem('row_lease_backwards');
    else if (seen.has(row)) problem('row_twice');
    else {
      seen.add(row);
      const unit = units.get(key) ?? { line, name, building: place, doors: [], residents: [] };
      if (door !== '') unit.doors.push(door);
      // Several rows of one person are several doors of theirs.
      if (email !== '' && !unit.residents.some((one) => one.email.toLowerCase() === email.toLowerCase())) {
        unit.residents.push({ line, email, leaseStart, leaseEnd });
      }
      units.set(key, unit);
    }
  }
  return { units: [...units.values()], problems };
}
