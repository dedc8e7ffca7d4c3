import * as z from 'zod/mini';
import { selectableLists } from '../selectable-lists.ts';
import { chosenRows, foundRows } from './selection.ts';

/** Lists that can be had as a file. */
export const exportLists = [
  ...selectableLists,
  'units',
  'bundles',
  'activity',
  'operation-doors',
  'answers',
  'timeline',
  'events',
  'person-history',
  'door-history',
  'building-history',
] as const;
export type ExportListName = (typeof exportLists)[number];

/** Which rows, and the ids of the columns the page shows, in its order. */
export const exportListSchema = z.strictObject({
  selection: z.discriminatedUnion('kind', [chosenRows, foundRows(exportLists)]),
  columns: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(40)),
});
export type ExportListInput = z.infer<typeof exportListSchema>;
export type ExportSelection = ExportListInput['selection'];
/** Rows of a list; the audit log itself, with what proves it; a signed worksheet. */
export type RecordedSelection = ExportSelection | { kind: 'log' } | { kind: 'evidence'; certificationId: string };
