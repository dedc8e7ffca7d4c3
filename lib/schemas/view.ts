import * as z from 'zod/mini';
import { uuid } from './uuid.ts';

/** Lists whose columns can be chosen and kept, and that can be saved as a view. */
export const viewLists = [
  'people',
  'doors',
  'units',
  'buildings',
  'accesses',
  'ending',
  'doorcodes',
  'guests',
  'activity',
  'events',
  'person-history',
  'door-history',
  'building-history',
] as const;
export type ViewList = (typeof viewLists)[number];

/** So many views of one list somebody may keep. */
export const mostViews = 50;
const longestName = 300;

const name = z
  .string()
  .check(z.trim(), z.minLength(1, 'view_name_required'), z.maxLength(longestName, 'view_name_too_long'));
/** The query string of the page, without a cursor and without columns. */
const search = z.string().check(z.maxLength(4000));

/** Columns by id, in the order of the page. */
export const columnIds = z.array(z.string().check(z.regex(/^[A-Za-z]{1,40}$/))).check(z.minLength(1), z.maxLength(40));

/** A list as it was saved. */
const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  search: z.string(),
  columns: z.array(z.string()),
});
export const viewsSchema = z.array(viewSchema);
export type View = z.infer<typeof viewSchema>;

export const saveViewSchema = z.strictObject({ list: z.enum(viewLists), name, search, columns: columnIds });
export type SaveViewInput = z.infer<typeof saveViewSchema>;

export const renameViewSchema = z.strictObject({ viewId: uuid, name });
export const replaceViewSchema = z.strictObject({ viewId: uuid, search, columns: columnIds });
export const viewIdSchema = z.strictObject({ viewId: uuid });
