import { type SQL, sql } from 'drizzle-orm';

/** A `Recipient` made of the columns of `table`: a person or a technician, by its alias in the query. */
export const recipientOf = (table: SQL): SQL => sql`json_build_object('firstName', ${table}.first_name,
  'lastName', ${table}.last_name, 'email', ${table}.email, 'phone', ${table}.phone)`;
