import type pg from 'pg';
import type { Cluster } from './cluster.ts';
import { appRole, connect, databaseName } from './connect.ts';

/** Makes the serving role and the database if they are missing; on later starts it changes nothing. */
export async function provision(cluster: Cluster): Promise<void> {
  const client = await connect(cluster, 'postgres');
  try {
    if (!(await exists(client, 'select 1 from pg_roles where rolname = $1', appRole))) {
      const password = client.escapeLiteral(cluster.passwords.app);
      await client.query(`create role ${appRole} login nosuperuser nocreatedb nocreaterole password ${password}`);
    }
    if (!(await exists(client, 'select 1 from pg_database where datname = $1', databaseName))) {
      await client.query(`create database ${databaseName}`);
    }
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rows.length > 0;
}
