import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { get, median, rateOf } from './load.ts';

const root = path.join(import.meta.dirname, '..');
const people = 200_000;
const pageSize = 100;
const rounds = 5;

/**
 * Pages of 100 people from an emulator of full size, against a bare node:http server answering the same bytes. `sweep`
 * asks for one page after the other, each for the first time; `again` asks for pages it has been asked for before.
 */
export async function benchEmulator(): Promise<void> {
  const startedAt = performance.now();
  const world = ['--port', '0', '--people', String(people), '--buildings', '400', '--seed', '1'];
  const emulator = await start('server/emulator/main.ts', world);
  console.log(`emulator of ${people} people ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-bench-'));
  const file = path.join(folder, 'page.json');
  const headers = { authorization: `Bearer ${await fetchToken(emulator.url)}` };
  const pages = walk(`${emulator.url}/access/sdk/v1/users`);
  writeFileSync(file, await get(firstPage(emulator.url), new http.Agent(), headers));
  const bare = await start('bench/bare-server.ts', [file]);
  const load = { connections: 4, durationMs: 2500 };
  const ratios: { sweep: number[]; again: number[] } = { sweep: [], again: [] };
  for (let round = 0; round < rounds; round += 1) {
    const floor = await rateOf(repeat(bare.url), load);
    ratios.sweep.push((await rateOf(pages, { ...load, headers })) / floor);
    ratios.again.push((await rateOf(repeat(firstPage(emulator.url)), { ...load, headers })) / floor);
  }
  console.table({
    'rate of bare node:http, first time': Number(median(ratios.sweep).toFixed(2)),
    'rate of bare node:http, again': Number(median(ratios.again).toFixed(2)),
  });
  emulator.stop();
  bare.stop();
  rmSync(folder, { recursive: true });
}

const firstPage = (url: string) => `${url}/access/sdk/v1/users?pageSize=${pageSize}&pageToken=0`;

const ready = z.object({ type: z.literal('ready'), url: z.string() });

function start(program: string, args: string[]): Promise<{ url: string; stop(): void }> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, program), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', (message) => resolve({ url: ready.parse(message).url, stop: () => child.kill() }));
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
}

async function fetchToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: 'sandbox-client',
      client_secret: 'sandbox-secret',
      audience: 'https://rest.latchaccess.com/access/sdk',
      grant_type: 'client_credentials',
    }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

function* repeat(url: string): Generator<string, never> {
  for (;;) yield url;
}

/** The pages of the list in order: this emulator's page tokens are offsets. */
function* walk(url: string): Generator<string, never> {
  for (let offset = 0; ; offset = (offset + pageSize) % people) yield `${url}?pageSize=${pageSize}&pageToken=${offset}`;
}
