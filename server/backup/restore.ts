import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { AuditKey } from '#server/audit/key';
import { appliedMigration, migrationNames } from '#server/db/migrations';
import { roleOf, withClient } from '#server/launcher/database';
import { checkInstallation, requireSameAccount } from '#server/launcher/installation';
import { LaunchError } from '#server/launcher/launch-error';
import { migrate } from '#server/launcher/migrate';
import type { Settings } from '#server/settings';
import { distrustOpenWork } from './distrust-open-work.ts';
import type { Header, TableEnd } from './format.ts';
import { loadTables } from './load-tables.ts';
import { type LogProof, proveLog } from './prove-log.ts';
import { type Backup, openBackup } from './read-backup.ts';
import { fixSpelling, readTables } from './tables.ts';

export type Restored = { tables: TableEnd[]; log: LogProof };

/**
 * Fills an empty database from a backup of the same OpenKit account, in one transaction, and migrates it to this
 * code's schema. The audit log comes back byte for byte and its chain is checked before anything is kept.
 * Throws LaunchError with one sentence when the file or the database is not fit; the database is then still empty.
 */
export async function restore(
  database: { ownerUrl: string; url: string },
  file: string,
  settings: Settings,
  auditKey: AuditKey,
): Promise<Restored> {
  const backup = await openBackup(file);
  try {
    requireFit(backup.header, file, settings);
    await checkInstallation(database.ownerUrl, settings);
    await withClient(database.ownerUrl, requireEmpty);
    const servingRole = await roleOf(database.url);
    await migrate(database.ownerUrl, servingRole, backup.header.schema);
    const restored = await withClient(database.ownerUrl, (client) => fill(client, backup, auditKey));
    await migrate(database.ownerUrl, servingRole);
    return restored;
  } finally {
    await backup.close();
  }
}

function requireFit(header: Header, file: string, settings: Settings): void {
  const wayOut = 'change the OPENKIT_ settings to those of the backup, or use another one';
  requireSameAccount('This backup', header.installation, settings, wayOut);
  if (migrationNames().includes(header.schema)) return;
  throw new LaunchError(`${file} was made by a newer Gatehouse (schema ${header.schema}): upgrade first.`);
}

async function requireEmpty(client: pg.Client): Promise<void> {
  for (const { name } of await readTables(client)) {
    const { rows } = await client.query(`select 1 from public.${client.escapeIdentifier(name)} limit 1`);
    if (rows.length === 0) continue;
    throw new LaunchError(
      `This database is not empty (${name} has rows): set DATABASE_URL (or DATA_DIR) to a new one to restore into.`,
    );
  }
}

async function fill(client: pg.Client, backup: Backup, auditKey: AuditKey): Promise<Restored> {
  const schema = await appliedMigration(client);
  if (schema !== backup.header.schema) {
    throw new LaunchError(
      `This database is at schema ${schema} and the backup at ${backup.header.schema}: use a new one.`,
    );
  }
  await client.query('begin');
  await fixSpelling(client);
  const names = (await readTables(client)).map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  await client.query(`lock table ${names.join(', ')} in exclusive mode`);
  await requireEmpty(client);
  const tables = await loadTables(client, backup);
  const log = await proveLog(drizzle({ client }), auditKey);
  await distrustOpenWork(client);
  await client.query('commit');
  await client.query('analyze');
  return { tables, log };
}
