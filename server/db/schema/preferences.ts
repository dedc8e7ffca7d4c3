import { sql } from 'drizzle-orm';
import { jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ViewList } from '#lib/schemas/view';
import { staff } from './staff.ts';

/** How a member of staff likes the console on every computer, one row a choice: see `lib/schemas/preference.ts`. */
export const preference = pgTable(
  'preference',
  {
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    /** `density`, or `columns:` and the name of a list. */
    name: text('name').notNull(),
    value: jsonb('value').$type<string | string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.name] })],
);

/** A list as somebody wants to see it again: filters, order and columns under a name. Whose it is alone sees it. */
export const savedView = pgTable(
  'saved_view',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    list: text('list').$type<ViewList>().notNull(),
    name: text('name').notNull(),
    /**
     * The query string of the page as it was, read again when it is opened: what is not known any more is named then.
     */
    search: text('search').notNull(),
    columns: text('columns').array().notNull(),
  },
  (t) => [uniqueIndex('saved_view_name').on(t.staffId, t.list, sql`lower(${t.name})`)],
);
