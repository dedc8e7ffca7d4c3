import * as z from 'zod/mini';

/** Characters of a table: what fits into 4 MB. */
const longestTable = 3_900_000;
const column = z.int().check(z.gte(-1), z.lte(200));

export const importUnitsSchema = z.strictObject({
  text: z.string().check(z.maxLength(longestTable, 'table_too_large')),
  mapping: z.strictObject({
    unit: column,
    building: column,
    door: column,
    email: column,
    start: column,
    end: column,
  }),
  /** The building of rows that name none; null = each must. */
  buildingId: z.nullable(z.guid('input_invalid')),
  /** False = only say what would be done. */
  apply: z.boolean(),
});
export type ImportUnitsInput = z.infer<typeof importUnitsSchema>;

/** What a table comes to, row by row, before or after it was applied. `problems` = the first of them. */
export type ImportReport = {
  newUnits: number;
  known: number;
  /** Leases of those who live there that are noted, or dated. */
  residents: number;
  problemRows: number;
  problems: { line: number; reason: string; params: { [name: string]: string | number } }[];
  isApplied: boolean;
};
