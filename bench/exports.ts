import http from 'node:http';
import type { ExportListInput } from '#lib/schemas/export';
import type { Session } from '#server/auth/session';
import { exportList } from '#server/services/exports/export-list';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { openMirror } from './lists/open-mirror.ts';
import { buildingId, scales } from './lists/seed-mirror.ts';
import { rssOf } from './processes.ts';
import { type Server, signIn, startWeb } from './web.ts';

/**
 * By so much the rest of a file may raise the memory that its first three tenths took: the heap has grown to its size.
 */
const aim = 1.1;

const columns: Record<string, string[]> = {
  accesses: ['personName', 'doorName', 'kind', 'start', 'end', 'means', 'state', 'granter'],
  events: ['at', 'what'],
};

/**
 * Files of all accesses and of all events, more than a million rows each, over HTTP from a web process as it was built:
 * its memory while they are read, beside that of a file of one building. `npm run bench -- exports [small|full]`, after
 * a build.
 */
export async function benchExports(size = 'full'): Promise<void> {
  const scale = Object.entries(scales).find(([name]) => name === size)?.[1];
  if (!scale) throw new Error(`Name a size: ${Object.keys(scales).join(', ')}.`);
  const stopCluster = await startTestCluster();
  const mirror = await openMirror(scale);
  await measureExports(mirror);
  await mirror.close();
  await stopCluster();
}

export async function measureExports(mirror: { url: string; secret: string }): Promise<void> {
  const web = await startWeb(mirror.url, mirror.secret);
  const { session, headers } = await signIn('all', mirror.secret);
  const table: Record<string, Record<string, string | number>> = {};
  for (const list of ['accesses', 'events'] as const) {
    const file = async (search: string) => {
      const selection = { kind: 'filter' as const, list, search, excludedIds: [] };
      return readFile(web, headers, session, { selection, columns: columns[list] ?? [] });
    };
    // What answers the first file is loaded with it.
    await file(`building=${buildingId(1)}`);
    const small = await file(`building=${buildingId(2)}`);
    const large = await file('');
    const ratio = large.peakMb / (large.tenths[2] ?? 0);
    table[list] = {
      'rows, small': small.rows,
      'peak MB, small': Math.round(small.peakMb),
      'rows, large': large.rows,
      'MB of file': Math.round(large.mb),
      'peak MB, large': Math.round(large.peakMb),
      'MB at each tenth': large.tenths.map(Math.round).join(' '),
      'peak : at three tenths': `${ratio.toFixed(2)}${ratio > aim ? ' (misses)' : ''}`,
    };
  }
  console.table(table);
  web.process.kill();
}

type Read = { rows: number; mb: number; peakMb: number; tenths: number[] };

/** Has a file recorded and reads it to its end. `tenths`: memory each time another tenth of the rows had come. */
async function readFile(
  { url, process: child }: Server,
  headers: Record<string, string>,
  session: Session,
  input: ExportListInput,
): Promise<Read> {
  const { id, count } = await exportList(session, input);
  const read: Read = { rows: -1, mb: 0, peakMb: 0, tenths: [] };
  await new Promise<void>((resolve, reject) => {
    const request = http.get(`${url}/api/exports/${id}`, { headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`The file was refused: ${answer.statusCode}.`));
      answer.on('data', (chunk: Buffer) => {
        for (const byte of chunk) if (byte === 10) read.rows += 1;
        read.mb += chunk.length / 1e6;
        const memory = rssOf(child);
        read.peakMb = Math.max(read.peakMb, memory);
        if (read.rows >= ((read.tenths.length + 1) * count) / 10) read.tenths.push(memory);
      });
      answer.on('end', resolve);
      answer.on('error', reject);
    });
    request.on('error', reject);
  });
  if (read.rows !== count) throw new Error(`${count} rows were promised, ${read.rows} came.`);
  return read;
}
