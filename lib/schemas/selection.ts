import * as z from 'zod/mini';

/** Lists whose rows can be chosen; each is the name of a page and of its GET handler. */
export const selectableLists = ['people', 'doors', 'buildings', 'accesses', 'doorcodes', 'guests'] as const;
export type SelectableList = (typeof selectableLists)[number];

const list = z.enum(selectableLists);
const ids = z.array(z.guid()).check(z.maxLength(5000, 'selection_too_large'));

/**
 * Chosen rows of a list: each by its id, or everything that a filter finds but for what was unticked. `search` is the
 * query string of the page (`?building=…&sort=-name`), with or without its question mark, without a cursor.
 * The server freezes it into ids: see `resolveSelection`.
 */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), list, ids: ids.check(z.minLength(1, 'selection_empty')) }),
  z.strictObject({
    kind: z.literal('filter'),
    list,
    search: z.string().check(z.maxLength(4000)),
    excludedIds: ids,
  }),
]);
export type Selection = z.infer<typeof selectionSchema>;
