import type pg from 'pg';
import { LaunchError } from '#server/launcher/launch-error';
import type { TableEnd } from './format.ts';
import type { Backup } from './read-backup.ts';
import { readTables, type Table } from './tables.ts';

/** Writes every row of a backup into empty tables and sets their sequences. Call it in a transaction. */
export async function loadTables(client: pg.Client, { header, parts }: Backup): Promise<TableEnd[]> {
  const known = new Map((await readTables(client)).map((table) => [table.name, table]));
  const waiting = header.tables.map(({ name, columns }) => pick(known.get(name), name, columns));
  const loaded: TableEnd[] = [];
  for await (const part of parts) {
    const table = waiting[0];
    if (!table) throw new LaunchError('The backup holds more tables than it names: use another one.');
    if ('rows' in part) {
      await client.query(insertInto(client, table), [`[${part.rows.join(',')}]`]);
    } else {
      await setSequences(client, table);
      loaded.push(part.end);
      waiting.shift();
    }
  }
  return loaded;
}

/** The columns of a table in the order of the backup. */
function pick(table: Table | undefined, name: string, columns: string[]): Table {
  const found = columns.map((column) => table?.columns.find((candidate) => candidate.name === column));
  const picked = found.filter((column) => column !== undefined);
  if (picked.length < columns.length) throw new LaunchError(`The backup does not fit its own schema (table ${name}).`);
  return { name, columns: picked };
}

/** Values arrive as PostgreSQL spelled them and are read by its own types: nothing is rounded on the way. */
function insertInto(client: pg.Client, { name, columns }: Table): string {
  const names = columns.map((column) => client.escapeIdentifier(column.name)).join(', ');
  const values = columns.map((column, index) => `(line ->> ${index})::${column.type}`).join(', ');
  return `insert into public.${client.escapeIdentifier(name)} (${names}) overriding system value
    select ${values} from json_array_elements($1::json) as line`;
}

async function setSequences(client: pg.Client, { name, columns }: Table): Promise<void> {
  for (const { name: column, sequence } of columns) {
    if (!sequence) continue;
    await client.query(
      `select setval($1, coalesce(max(${client.escapeIdentifier(column)}), 0) + 1, false)
       from public.${client.escapeIdentifier(name)}`,
      [sequence],
    );
  }
}
