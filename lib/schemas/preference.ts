import * as z from 'zod/mini';
import { columnIds, type ViewList, viewLists } from './view.ts';

export const densities = ['comfortable', 'compact'] as const;

/**
 * What somebody chose for themselves, on whatever computer. `columns`: of lists that show other ones than the page
 * would.
 */
export type Preferences = { density: (typeof densities)[number]; columns: Partial<Record<ViewList, string[]>> };

/** One choice. `columns` null = what the page itself would show. */
export const keepPreferenceSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('density'), value: z.enum(densities) }),
  z.strictObject({ name: z.literal('columns'), list: z.enum(viewLists), value: z.nullable(columnIds) }),
]);
export type KeepPreferenceInput = z.infer<typeof keepPreferenceSchema>;
