import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { advisoryLocks } from '#server/db/advisory-locks';
import { withMigrationsUpTo } from '#server/db/migrations';
import { installJobs } from '#server/jobs/boss';

/**
 * Brings a database to the newest schema: forward only, one process at a time, and gives the serving role what it
 * needs and no more (it may add to the audit log, never change it). `ownerUrl` owns the schema; `servingRole` is the
 * user of DATABASE_URL. `upTo` stops at that migration (an older backup is restored there and migrated on).
 * Throws what PostgreSQL throws; nothing is half applied (each migration is one transaction).
 */
export async function migrate(ownerUrl: string, servingRole: string, upTo?: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'gatehouse-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migrations]);
    await completeIndexes(client);
    await withMigrationsUpTo(upTo, (migrationsFolder) => applyMigrations(drizzle({ client }), { migrationsFolder }));
    await installJobs(ownerUrl);
    await grantServingRole(client, servingRole);
  } finally {
    await client.end();
  }
}

/**
 * Migrations find every index, also in a database whose first sweep was left half done: see mirror/spare-indexes.ts.
 */
async function completeIndexes(client: pg.Client): Promise<void> {
  await client.query(`
    do $$ begin
      if to_regprocedure('make_spare_index()') is null then return; end if;
      while make_spare_index() loop end loop;
    end $$`);
}

/** Tables that only grow. An older schema, migrated to for a restore, may lack some. */
const ledgers = ['audit_entry', 'access_event', 'door_event', 'sync_wait'];
/** Beside the log: it may be forgotten there, never told otherwise. */
const erasable = ['audit_personal'];

async function grantServingRole(client: pg.Client, servingRole: string): Promise<void> {
  const owner = await client.query<{ owner: string }>('select current_user as owner');
  if (owner.rows[0]?.owner === servingRole) return;
  const role = client.escapeIdentifier(servingRole);
  await client.query(`
    grant usage on schema public, jobs to ${role};
    grant select, insert, update, delete on all tables in schema public, jobs to ${role};
    grant usage on all sequences in schema public, jobs to ${role};
    grant execute on all functions in schema public, jobs to ${role};
    revoke update, delete, truncate on ${await presentOf(client, ledgers)} from ${role};
    revoke update, truncate on ${await presentOf(client, erasable)} from ${role};
  `);
  await letSettle(client, role);
}

/** Those that the first sweep fills: see `settleTables`. */
const swept = ['building', 'door', 'person', 'person_building', 'access', 'access_event'];

async function letSettle(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ knows: boolean }>(
    `select current_setting('server_version_num')::int >= 170000 as knows`,
  );
  if (rows[0]?.knows) await client.query(`grant maintain on ${await presentOf(client, swept)} to ${role}`);
}

async function presentOf(client: pg.Client, names: string[]): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname = any($1)`,
    [names],
  );
  return rows.map(({ name }) => client.escapeIdentifier(name)).join(', ');
}
