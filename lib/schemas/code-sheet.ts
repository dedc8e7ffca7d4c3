import * as z from 'zod/mini';
import type { LocalDate } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { uuid } from './uuid.ts';

export const revealCodeSheetSchema = z.strictObject({ buildingId: uuid });
export type RevealCodeSheetInput = z.infer<typeof revealCodeSheetSchema>;

/** `code` null = OpenKit shows none any more. */
export type CodeSheetRow = {
  personId: string;
  personName: string;
  doorId: string;
  doorName: string;
  code: string | null;
};

/** The day codes of one building today, as they are printed. Lives in a page's memory and nowhere else. */
export type CodeSheet = {
  buildingName: string;
  /** In the building's zone. */
  day: LocalDate;
  timeZone: string;
  /** Who answers for the paper, and when it was made: printed across it. */
  printedBy: string;
  printedAt: Instant;
  requestId: string;
  rows: CodeSheetRow[];
};
