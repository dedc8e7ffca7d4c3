import 'server-only';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { SettingsError, settings } from '../settings.ts';
import { singleton } from '../singleton.ts';
import './fast-sql.ts';
import { readInstant } from './instants.ts';
import { ListeningClient } from './listening-client.ts';
import { preparedName } from './prepared.ts';
import './safe-errors.ts';

export type Db = NodePgDatabase & { $client: pg.Pool };
/** A transaction, or the pool itself where joining one is optional. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

type PoolOptions = {
  maxConnections?: number;
  applicationName?: string;
  /** PostgreSQL gives a statement up after this long; 0 = never. */
  statementSeconds?: number;
};

/** Opens a pool on a PostgreSQL address. Instants come back as ISO-UTC strings. The caller ends `db.$client`. */
export function createDb(url: string, options: PoolOptions = {}): Db {
  const { maxConnections = 10, applicationName = 'gatehouse', statementSeconds = 0 } = options;
  const client = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    Client: ClientWithOurTypes,
    // Not as parameters of the connection: poolers refuse those they do not know. What is prepared is still planned for
    // its values each time: what is quick for one building may be slow for ten.
    onConnect: (connected) =>
      connected.query(`set plan_cache_mode = force_custom_plan; set statement_timeout = '${statementSeconds}s'`),
  });
  // A lost idle connection is replaced on the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  return drizzle({ client });
}

/** Drizzle sends its own parsers along with each query, which leave instants as PostgreSQL spells them: ours win. */
class ClientWithOurTypes extends ListeningClient {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads this method eight ways; it is passed on as it came.
  override query(config: any, ...rest: any[]): any {
    const isConfig = typeof config === 'object' && config !== null && typeof config.submit !== 'function';
    if (!isConfig) return super.query(config, ...rest);
    // Several statements in one text, which have no values, cannot be prepared.
    const hasValues = (config.values ?? rest[0])?.length > 0;
    const name = hasValues ? preparedName(config.text) : undefined;
    return super.query({ ...config, name, types: { getTypeParser } }, ...rest);
  }
}

const timestamptz = 1184;
const int8 = 20;
const date = 1082;

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (oid === timestamptz) return readInstant;
    if (oid === int8) return Number;
    if (oid === date) return (text: string) => text;
  }
  return pg.types.getTypeParser(oid, format);
}

/**
 * This process's pool on DATABASE_URL, the serving role. Statements have a time limit in the console, where people
 * wait.
 */
export const db = (): Db =>
  singleton('db', () => {
    const { databaseUrl, statementSeconds } = settings();
    if (!databaseUrl) throw new SettingsError('DATABASE_URL is not set: start Gatehouse with `npm start`.');
    return createDb(databaseUrl, process.env.NEXT_RUNTIME ? { statementSeconds } : {});
  });
