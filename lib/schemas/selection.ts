import * as z from 'zod/mini';
import { selectableLists } from '../selectable-lists.ts';
import { uuid } from './uuid.ts';

const ids = z.array(uuid).check(z.maxLength(5000, 'selection_too_large'));

/** Rows chosen one by one. */
export const chosenRows = z.strictObject({
  kind: z.literal('ids'),
  list: z.enum(selectableLists),
  ids: ids.check(z.minLength(1, 'selection_empty')),
});

/** All rows that a filter finds, but for those left out. `search` is the page's query string without a cursor. */
export const foundRows = <L extends string>(lists: readonly L[]) =>
  z.strictObject({
    kind: z.literal('filter'),
    list: z.enum(lists),
    search: z.string().check(z.maxLength(4000)),
    excludedIds: ids,
  });

/**
 * Chosen rows of a list: each by its id, or everything that a filter finds but for what was unticked
 * (`?building=…&sort=-name`). The server freezes it into ids: see `resolveSelection`.
 */
export const selectionSchema = z.discriminatedUnion('kind', [chosenRows, foundRows(selectableLists)]);
export type Selection = z.infer<typeof selectionSchema>;
