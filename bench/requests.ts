import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { db } from '#server/db/pool';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { openMirror } from './lists/open-mirror.ts';
import { buildingId, scales } from './lists/seed-mirror.ts';
import { get, median } from './load.ts';
import { cpuMsOf, start } from './processes.ts';
import { next, type Server, signIn, startNext, startWeb } from './web.ts';

const connections = 10;
const rounds = 5;
const requests = 600;

const asked = {
  'list of 50 people': { path: '/api/people', aim: 3 },
  'list of 50 doors': { path: '/api/doors', aim: 3 },
  'list of 50 accesses': { path: '/api/accesses', aim: 3 },
  'list of 50 events': { path: '/api/history', aim: 3 },
  'one person': { path: '/api/people/PERSON', aim: 2 },
  'a search': { path: '/api/people?q=okafor', aim: 3 },
  'a search for what is rare': { path: '/api/people?q=zoe+zyw', aim: 3 },
};

const viewers = { owner: 'all', 'of 1 building': 1, 'of 10 buildings': 10 } as const;

/**
 * CPU time of the web process per request, as a multiple of a route handler that does nothing, in a Next.js app of its
 * own: rounds take turns, and each is compared with the idle one beside it, since a machine's pace changes.
 * `npm run bench -- requests [small|full] [one of these]`, after a build.
 */
export async function benchRequests(size = 'full', only?: string): Promise<void> {
  const scale = Object.entries(scales).find(([name]) => name === size)?.[1];
  if (!scale) throw new Error(`Name a size: ${Object.keys(scales).join(', ')}.`);
  const stopCluster = await startTestCluster();
  const mirror = await openMirror(scale);
  const idle = await startIdle();
  const web = await startWeb(mirror.url, mirror.secret);
  const person = await somebody();
  const table: Record<string, Record<string, string | number>> = {};
  for (const [who, buildings] of Object.entries(viewers)) {
    const headers = { ...(await signIn(buildings, mirror.secret)).headers, 'accept-encoding': 'gzip' };
    for (const [name, { path: address, aim }] of Object.entries(asked)) {
      if (only && name !== only) continue;
      const url = address.replace('PERSON', person);
      const ratios: number[] = [];
      for (let round = -1; round < rounds; round += 1) {
        const ofIdle = await cpuPerRequestMs(idle, '/idle', headers);
        const ofOurs = await cpuPerRequestMs(web, url, headers);
        // The first round warms up.
        if (round >= 0) ratios.push(ofOurs / ofIdle);
      }
      const ratio = median(ratios);
      table[name] = { aim, ...table[name], [who]: `${ratio.toFixed(2)}${ratio > aim ? ' (misses)' : ''}` };
    }
  }
  console.table(table);
  for (const { process: child } of [idle, web]) child.kill();
  await mirror.close();
  await stopCluster();
}

/** Somebody whom every viewer may see. */
async function somebody(): Promise<string> {
  const { rows } = await db().execute<{ id: string }>(sql`
    select person_id as id from person_building where building_id = ${buildingId(1)} order by person_id limit 1`);
  return rows[0]?.id ?? '';
}

async function cpuPerRequestMs({ url, process: child }: Server, address: string, headers: Record<string, string>) {
  // Nobody searches so often in an hour.
  await db().execute(sql`delete from hourly_act`);
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const before = cpuMsOf(child);
  let left = requests;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await get(`${url}${address}`, agent, headers);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return (cpuMsOf(child) - before) / requests;
}

/** Beside the project, so that it finds the same Next.js. */
async function startIdle(): Promise<Server> {
  const folder = path.join(import.meta.dirname, 'idle-app');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'app/idle'), { recursive: true });
  writeFileSync(
    path.join(folder, 'app/idle/route.js'),
    `export const dynamic = 'force-dynamic';\nexport const GET = () => Response.json({ status: 'ok' });\n`,
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const built = start(next, ['build', folder], {});
  await new Promise((resolve) => built.child.once('exit', resolve));
  const server = await startNext(['start', folder], {}, '/idle');
  rmSync(folder, { recursive: true, force: true });
  return server;
}
