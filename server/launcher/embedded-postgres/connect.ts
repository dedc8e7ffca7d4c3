import pg from 'pg';
import { LaunchError } from '../launch-error.ts';
import type { Cluster } from './cluster.ts';

/** The role that owns the schema and migrates it; superuser of this private cluster. */
export const ownerRole = 'gatehouse_owner';
/** The role that serves the console: it reads and writes rows, and owns nothing. */
export const appRole = 'gatehouse_app';
export const databaseName = 'gatehouse';

/** The address of a database of the cluster; it holds the role's password. */
export function clusterUrl(cluster: Cluster, role: typeof ownerRole | typeof appRole, database = databaseName): string {
  const password = role === ownerRole ? cluster.passwords.owner : cluster.passwords.app;
  return `postgresql://${role}:${password}@localhost/${database}?host=${encodeURIComponent(cluster.sockets)}`;
}

const wrongPassword = '28P01';

/** Connects as the owner. Throws LaunchError if the database does not know our password, else what `pg` throws. */
export async function connect(cluster: Cluster, database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, ownerRole, database) });
  // The connection may break while it is idle; the next query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === wrongPassword) {
      throw new LaunchError(
        `The database in ${cluster.data} was not made for this DATA_DIR: set DATA_DIR to another folder.`,
      );
    }
    throw error;
  }
  return client;
}
