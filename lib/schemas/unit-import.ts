import * as z from 'zod/mini';
import { column, type RowReport, tableImport } from './table-import.ts';

export const importUnitsSchema = tableImport(
  z.strictObject({
    unit: column,
    building: column,
    door: column,
    email: column,
    start: column,
    end: column,
  }),
);
export type ImportUnitsInput = z.infer<typeof importUnitsSchema>;

/** What a table comes to, row by row, before or after it was applied. */
export type ImportReport = RowReport & {
  newUnits: number;
  known: number;
  /** Leases of those who live there that are noted, or dated. */
  residents: number;
  isApplied: boolean;
};
