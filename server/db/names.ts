import { type SQL, sql } from 'drizzle-orm';
import { noName } from '#lib/names';

/** How the person of a row (`first_name`, `last_name`) is called, as `fullName` says it; null where there is no row. */
export const personName = (row: SQL): SQL => named(sql`${row}.first_name || ' ' || ${row}.last_name`);

/** The same of a recipient in JSON. */
export const recipientName = (recipient: SQL): SQL =>
  named(sql`(${recipient}->>'firstName') || ' ' || (${recipient}->>'lastName')`);

const named = (name: SQL): SQL =>
  sql`case btrim(${name}) when '' then ${sql.raw(`'${noName}'`)} else btrim(${name}) end`;
