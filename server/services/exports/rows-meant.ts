import { type SQL, sql } from 'drizzle-orm';
import type { ExportSelection } from '#lib/schemas/export';
import type { Session } from '#server/auth/session';
import { exportedLists } from './export-lists.ts';

/** Query for the ids of all rows that belong into a file, as text, in the order of the list. */
export async function rowsMeant(session: Session, selection: ExportSelection): Promise<SQL> {
  const found = await exportedLists[selection.list].found(session, selection);
  if (selection.kind === 'ids' || selection.excludedIds.length === 0) return sql`select id::text from (${found}) found`;
  return sql`select id::text from (${found}) found where id::text <> all(${sql.param(selection.excludedIds)}::text[])`;
}
