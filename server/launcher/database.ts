import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres/start.ts';
import { LaunchError } from './launch-error.ts';

/** The database of this installation. `url` is the serving role, `ownerUrl` the one that migrates. */
export type Database = {
  url: string;
  ownerUrl: string;
  isEmbedded: boolean;
  /** Resolves, to one sentence, when the embedded server ended without being asked. */
  died: Promise<string>;
  stop(): Promise<void>;
};

const oldestVersion = 15;
const connectTimeoutMs = 10_000;

/** Opens DATABASE_URL if it is set, else starts the embedded PostgreSQL. Throws LaunchError, never with a password. */
export async function openDatabase(settings: {
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  dataDir: string;
}): Promise<Database> {
  if (!settings.databaseUrl) return { ...(await startEmbeddedPostgres(settings.dataDir)), isEmbedded: true };
  const ownerUrl = settings.databaseOwnerUrl ?? settings.databaseUrl;
  await requireUsable('DATABASE_URL', settings.databaseUrl);
  if (ownerUrl !== settings.databaseUrl) await requireUsable('DATABASE_OWNER_URL', ownerUrl);
  // A server of the operator's own is not ours to watch or stop: pools reconnect when it comes back.
  const died = new Promise<string>(() => undefined);
  return { url: settings.databaseUrl, ownerUrl, isEmbedded: false, died, stop: async () => undefined };
}

/** The role behind an address. */
export async function roleOf(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return rows[0]?.role ?? '';
  });
}

/** Runs `work` on one short-lived connection. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function requireUsable(variable: string, address: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new LaunchError(
      `${variable} is not a PostgreSQL address: write postgresql://user:password@host:5432/database.`,
    );
  }
  const place = `${url.searchParams.get('host') ?? url.hostname}${url.port && `:${url.port}`}${url.pathname}`;
  const version = await serverVersion(address).catch((error: unknown) => {
    throw new LaunchError(`PostgreSQL at ${place} cannot be used (${reasonOf(error)}): check ${variable}.`);
  });
  if (version < oldestVersion) {
    throw new LaunchError(`PostgreSQL at ${place} is version ${version}: ${variable} needs ${oldestVersion} or newer.`);
  }
}

function serverVersion(address: string): Promise<number> {
  return withClient(address, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    );
    return rows[0]?.version ?? 0;
  });
}

/** PostgreSQL's messages name users and databases, never passwords; a failed connection to `localhost` has many. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : 'unknown reason';
}
