import { existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { appliedMigration } from '#server/db/migrations';
import { withClient } from '#server/launcher/database';
import { type Installation, readInstallation } from '#server/launcher/installation';
import { LaunchError } from '#server/launcher/launch-error';
import { backupVersion, type Header, lastLine, TableDigest, type TableEnd } from './format.ts';
import { fixSpelling, readTables, type Table } from './tables.ts';

const rowsAtOnce = 2000;

/**
 * Writes one consistent snapshot of the database to a new file that only we can read. It holds people's names, emails
 * and phone numbers, and no secret of Gatehouse's own. Memory does not grow with the database. Returns what it wrote.
 * Throws LaunchError when there is nothing to back up or the file exists; an unfinished file is removed.
 */
export async function backUp(ownerUrl: string, file: string): Promise<TableEnd[]> {
  if (existsSync(file)) throw new LaunchError(`${file} exists already: name a new file.`);
  const installation = await readInstallation(ownerUrl);
  if (!installation) throw new LaunchError('This database holds nothing of Gatehouse: there is nothing to back up.');
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  const output = await open(unfinished, 'wx', 0o600);
  const written: TableEnd[] = [];
  try {
    await withClient(ownerUrl, (client) =>
      pipeline(
        Readable.from(snapshot(client, installation, written)),
        createGzip(),
        output.createWriteStream({ flush: true }),
      ),
    );
    renameSync(unfinished, file);
    return written;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** The lines of a backup, many at a time. */
async function* snapshot(client: pg.Client, installation: Installation, written: TableEnd[]): AsyncGenerator<string> {
  await client.query('begin isolation level repeatable read, read only');
  await fixSpelling(client);
  const tables = await readTables(client);
  yield `${JSON.stringify(await headerOf(client, installation, tables))}\n`;
  for (const table of tables) {
    const digest = new TableDigest();
    for await (const lines of rowsOf(client, table)) {
      digest.add(lines);
      yield `${lines.join('\n')}\n`;
    }
    const end = digest.end(table.name);
    written.push(end);
    yield `${JSON.stringify(end)}\n`;
  }
  await client.query('commit');
  yield `${lastLine}\n`;
}

async function headerOf(client: pg.Client, installation: Installation, tables: Table[]): Promise<Header> {
  const schema = await appliedMigration(client);
  if (!schema) throw new LaunchError('This database was never migrated: there is nothing to back up.');
  return {
    format: 'gatehouse-backup',
    version: backupVersion,
    schema,
    takenAt: new Date().toISOString(),
    installation,
    tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
  };
}

async function* rowsOf(client: pg.Client, { name, columns }: Table): AsyncGenerator<string[]> {
  const values = columns.map((column) => `${client.escapeIdentifier(column.name)}::text`).join(', ');
  await client.query(
    `declare backup no scroll cursor for
     select json_build_array(${values})::text as line from public.${client.escapeIdentifier(name)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from backup`);
    if (rows.length === 0) break;
    yield rows.map((row) => row.line);
  }
  await client.query('close backup');
}
