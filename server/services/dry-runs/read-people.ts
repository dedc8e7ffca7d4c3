import { normalisePhone } from '#lib/access-rules/phone';
import { Refusal } from '#lib/errors';
import type { PlanOnboardingInput } from '#lib/schemas/dry-run';
import { readRows } from '#lib/table/parse-table';
import { readDay } from '#lib/table/read-day';
import type { LocalDate } from '#lib/time/day';
import type { Recipient } from '#server/db/schema/operations';

/** One line of a table of people, as far as it can be read without asking anybody. */
export type PersonLine = {
  line: number;
  recipient: Recipient;
  building: string;
  /** Names of doors, homes or bundles. */
  places: string[];
  firstDay: LocalDate | null;
  lastDay: LocalDate | null;
  /** What stood where a day should have, when it is none. */
  badDay: string | null;
};

/**
 * The people of a table, line by line. Empty when there is nobody in it. Throws Refusal `invalid` for a line too large,
 * or a quote left open.
 */
export function readPeople({ text, hasHeader, columns }: PlanOnboardingInput): PersonLine[] {
  const rows = readRows(text);
  if ('reason' in rows) throw new Refusal('invalid', { field: 'text', params: rows });
  return rows.slice(hasHeader ? 1 : 0).map(({ line, cells }) => {
    const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? ''));
    const phone = cell(columns.phone);
    const [start, end] = [cell(columns.start), cell(columns.end)];
    return {
      line,
      recipient: {
        firstName: cell(columns.firstName),
        lastName: cell(columns.lastName),
        email: cell(columns.email) || null,
        phone: phone ? (normalisePhone(phone) ?? phone) : null,
      },
      building: cell(columns.building),
      places: cell(columns.place)
        .split(/[;|+\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      firstDay: readDay(start),
      lastDay: readDay(end),
      badDay: [start, end].find((text) => text !== '' && readDay(text) === null) ?? null,
    };
  });
}
