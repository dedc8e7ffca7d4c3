import * as z from 'zod/mini';
import { longestTable, mostColumns } from '../table/limits.ts';
import { uuid } from './uuid.ts';

/** A column of a table, counted from 0; -1 = none. */
export const column = z.int().check(z.gte(-1), z.lte(mostColumns));

/** A table that is reported row by row before anything of it is made. */
export const tableImport = <Mapping extends z.ZodMiniType>(mapping: Mapping) =>
  z.strictObject({
    text: z.string().check(z.maxLength(longestTable, 'table_too_large')),
    mapping,
    /** The building of rows that name none; null = each must. */
    buildingId: z.nullable(uuid),
    /** False = only say what would be done. */
    apply: z.boolean(),
  });

/** What is wrong with rows of a table. `problems` = the first of them. */
export type RowReport = {
  problemRows: number;
  problems: { line: number; reason: string; params: { [name: string]: string | number } }[];
};
