import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LaunchError } from '#server/launcher/launch-error';
import {
  backupVersion,
  type Header,
  headerSchema,
  lastLine,
  TableDigest,
  type TableEnd,
  tableEndSchema,
} from './format.ts';

const rowsAtOnce = 1000;

/** What follows the header: rows of one table, as lines, or the end of that table after its hash was found right. */
type BackupPart = { rows: string[] } | { end: TableEnd };

export type Backup = { header: Header; parts: AsyncGenerator<BackupPart>; close(): Promise<void> };

/**
 * Opens a backup; read `parts` to the end, since only then it is proven complete and unchanged. Memory does not grow
 * with the file. Throws LaunchError, at once or while reading, for a file that is none, is damaged or is cut off.
 */
export async function openBackup(file: string): Promise<Backup> {
  const lines = readLines(file);
  const header = parseHeader((await lines.next()).value, file);
  return { header, parts: readParts(lines, file), close: async () => void (await lines.return(undefined)) };
}

function parseHeader(line: string | undefined, file: string): Header {
  const parsed = headerSchema.safeParse(parseJson(line ?? ''));
  if (!parsed.success) throw new LaunchError(`${file} is not a backup of Gatehouse.`);
  if (parsed.data.version > backupVersion)
    throw new LaunchError(`${file} was made by a newer Gatehouse: upgrade first.`);
  return parsed.data;
}

async function* readParts(lines: AsyncGenerator<string, undefined>, file: string): AsyncGenerator<BackupPart> {
  let digest = new TableDigest();
  let rows: string[] = [];
  let isComplete = false;
  for await (const line of lines) {
    isComplete = line === lastLine;
    if (line.startsWith('[')) {
      rows.push(line);
      if (rows.length < rowsAtOnce) continue;
    }
    if (rows.length > 0) yield { rows };
    digest.add(rows);
    rows = [];
    if (line.startsWith('[') || isComplete) continue;
    yield { end: checkEnd(line, digest, file) };
    digest = new TableDigest();
  }
  if (!isComplete) throw damaged(file);
}

function checkEnd(line: string, digest: TableDigest, file: string): TableEnd {
  const stated = tableEndSchema.safeParse(parseJson(line)).data;
  if (!stated) throw damaged(file);
  const found = digest.end(stated.table);
  if (found.sha256 !== stated.sha256 || found.rows !== stated.rows) throw damaged(file);
  return stated;
}

async function* readLines(file: string): AsyncGenerator<string, undefined> {
  const unzipped = pipeline(createReadStream(file), createGunzip(), () => undefined);
  let rest = '';
  try {
    for await (const chunk of unzipped.setEncoding('utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw asSentence(error, file);
  }
}

/** Zlib's own codes begin with `Z_`; the rest comes from the file system. */
function asSentence(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const { code } = error;
  if (code === 'ENOENT') return new LaunchError(`${file} does not exist.`);
  if (code === 'Z_DATA_ERROR' && /incorrect header/.test(error.message)) {
    return new LaunchError(`${file} is not a backup of Gatehouse.`);
  }
  return String(code).startsWith('Z_') ? damaged(file) : new LaunchError(`${file} cannot be read (${code}).`);
}

const damaged = (file: string) => new LaunchError(`${file} is damaged or cut off: use another backup.`);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
