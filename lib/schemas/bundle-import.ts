import * as z from 'zod/mini';
import { column, type RowReport, tableImport } from './table-import.ts';

export const importBundlesSchema = tableImport(
  z.strictObject({ bundle: column, building: column, door: column, kind: column }),
);
export type ImportBundlesInput = z.infer<typeof importBundlesSchema>;

/** What a table comes to, before or after it was applied. */
export type BundleImportReport = RowReport & {
  newBundles: number;
  known: number;
  /** Bundles that are not made for a row that is wrong. */
  leftOut: number;
  isApplied: boolean;
};
