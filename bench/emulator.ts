import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { get, type Load, median, rateOf } from './load.ts';

const root = path.join(import.meta.dirname, '..');
const people = 200_000;
const pageSize = 100;
const rounds = 5;

/** Lists by their page tokens, which are offsets in this emulator; each sweep ends before its list does. */
const lists = [
  { name: 'people', path: '/access/sdk/v1/users', firstToken: 0, rows: people },
  { name: 'doors', path: '/access/sdk/v1/doors', firstToken: 1, rows: 100_000 },
];

/**
 * Pages of 100 from an emulator of full size, one after the other and each asked for the first time, against a bare
 * node:http server that answers every request with the bytes of the list's first page.
 */
export async function benchEmulator(): Promise<void> {
  const startedAt = performance.now();
  const world = ['--port', '0', '--people', String(people), '--buildings', '400', '--seed', '1'];
  const emulator = await start('server/emulator/main.ts', world);
  console.log(`emulator of ${people} people ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const headers = { authorization: `Bearer ${await fetchToken(emulator.url)}` };
  for (const { name, path: listPath, firstToken, rows } of lists) {
    const pages = walk(emulator.url + listPath, firstToken, rows);
    const page = await get(pages.next().value, new http.Agent(), headers);
    const ratio = await compare(page, (load) => rateOf(pages, { ...load, headers }));
    console.log(`${name}: pages of ${page.length} bytes at ${ratio.toFixed(2)} × the rate of bare node:http`);
  }
  emulator.stop();
}

/** The median ratio of a rate to that of a bare server with the same answer, measured in turns. */
async function compare(answer: Buffer, rate: (load: Load) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-bench-'));
  const file = path.join(folder, 'page.json');
  writeFileSync(file, answer);
  const bare = await start('bench/bare-server.ts', [file]);
  const load = { connections: 4, durationMs: 2500 };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const floor = await rateOf(repeat(bare.url), load);
    ratios.push((await rate(load)) / floor);
  }
  bare.stop();
  rmSync(folder, { recursive: true });
  return median(ratios);
}

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

/** The pages of a list in order, again and again. */
function* walk(url: string, firstToken: number, rows: number): Generator<string, never> {
  for (let offset = 0; ; offset = (offset + pageSize) % rows) {
    yield `${url}?pageSize=${pageSize}&pageToken=${offset + firstToken}`;
  }
}
