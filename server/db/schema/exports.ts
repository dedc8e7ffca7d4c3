import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { RecordedSelection } from '#lib/schemas/export';
import { instant } from './columns.ts';

/**
 * A file somebody asked for: what belongs into it, for the session that asked, until it expires. Times are real time.
 */
export const exportRequest = pgTable(
  'export_request',
  {
    id: uuid('id').primaryKey(),
    sessionId: uuid('session_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    selection: jsonb('selection').$type<RecordedSelection>().notNull(),
    columns: text('columns').array().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('export_request_staff').on(t.staffId, t.createdAt), index('export_request_expires').on(t.expiresAt)],
);
