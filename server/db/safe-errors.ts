import { DrizzleQueryError } from 'drizzle-orm';
import { NodePgPreparedQuery } from 'drizzle-orm/node-postgres';
import pg from 'pg';

const execute = NodePgPreparedQuery.prototype.execute;

/**
 * Whatever prints an error prints all of it, and Next prints those of pages itself. Drizzle's holds what was asked for,
 * hence names and emails; importing this file leaves the statement, PostgreSQL's code and what of the schema it names.
 */
NodePgPreparedQuery.prototype.execute = async function (values) {
  try {
    return await execute.call(this, values);
  } catch (error) {
    if (!(error instanceof DrizzleQueryError)) throw error;
    throw new DrizzleQueryError(error.query, [], error.cause && withoutValues(error.cause));
  }
};

/**
 * Errors whose text speaks of the statement, the schema or the server, or is ours (P0001); the others may repeat a
 * value.
 */
const speaksOfNoValue = /^(08|23|25|40|42|53|55|57|P0001)/;

function withoutValues(cause: Error): Error {
  if (!(cause instanceof pg.DatabaseError)) return cause;
  const { code = '', severity, schema, table, column, constraint, routine } = cause;
  const message = speaksOfNoValue.test(code) ? cause.message : `PostgreSQL error ${code}`;
  return Object.assign(new Error(message), { code, severity, schema, table, column, constraint, routine });
}
