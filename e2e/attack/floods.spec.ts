import { request as httpRequest } from 'node:http';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type APIRequestContext, expect } from '@playwright/test';
import { type BuiltAction, builtActions, isDone, postAction } from '../fixtures/built-actions.ts';
import { member, test, written } from './intruders.ts';

const importUnits = builtActions().find(({ name }) => name === 'importUnits');
const mapping = { unit: 0, building: -1, door: -1, email: -1, start: -1, end: -1 };
const table = (text: string) => JSON.stringify([{ text, mapping, buildingId: null, apply: false }]);

/** Tables and bodies that are refused as they are; what takes 4 MB is looked at. */
const bodies: Record<string, () => string> = {
  'nested a hundred thousand deep': () => '['.repeat(100_000) + ']'.repeat(100_000),
  'an object nested as deep': () => '[{"text":'.repeat(20_000),
  'a line of a million columns': () => table('a,'.repeat(1_000_000)),
  'a cell that never ends': () => table(`unit\n"${'x'.repeat(3_000_000)}`),
  'a million rows': () => table('a\n'.repeat(1_000_000)),
  'nothing but quotes': () => table('"'.repeat(2_000_000)),
  'an archive': () => table(`PK\u0003\u0004${'\u0000'.repeat(1000)}`),
  'an archive in base64': () => table(Buffer.from('PK\u0003\u0004').toString('base64').repeat(100_000)),
};

const patterns = [
  '(a+)+$',
  `${'a'.repeat(1500)}!`,
  '%'.repeat(1500),
  `${'\\'.repeat(900)}(`,
  '.*'.repeat(700),
  '🦊'.repeat(300),
];

test('a flood of any kind is refused or waited out, and the console stays up and answers', async ({
  browser,
  office,
  db,
}) => {
  test.setTimeout(120_000);
  if (!importUnits) throw new Error('The build has no importUnits.');
  const { context, cookie } = await member(browser, { office, db, at: office }, { role: 'owner' });
  const before = await written(office);
  const pulse = takePulse(office.url);
  const slow = dripBodies(office.url, importUnits, cookie);
  for (const [name, body] of Object.entries(bodies)) {
    const answer = await postAction(context.request, office, importUnits, body());
    expect(await isDone(answer), name).toBe(false);
  }
  expect(await postHuge(office.url, importUnits, cookie)).not.toBe(200);
  for (const pattern of patterns) await searchFor(context.request, pattern);
  slow.end();
  expect(await pulse.stop()).toEqual([200]);
  expect(await written(office)).toEqual(before);
  await context.close();
});

async function searchFor(request: APIRequestContext, pattern: string): Promise<void> {
  for (const list of ['people', 'doors', 'history', 'search']) {
    const answer = await request.get(`/api/${list}?q=${encodeURIComponent(pattern)}`, { failOnStatusCode: false });
    expect(answer.status(), `${list} ${pattern.slice(0, 20)}`).toBeLessThan(500);
  }
}

/** Far more than a busy machine takes to say that it is up; a process that is blocked for good takes longer. */
const patienceMs = 5000;

/** Asks over and over whether the console is up; rejects where an answer takes too long. */
function takePulse(url: string) {
  let isOver = false;
  const statuses = new Set<number>();
  const taking = (async () => {
    while (!isOver) {
      statuses.add((await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(patienceMs) })).status);
      await pause(20);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await taking;
      return [...statuses];
    },
  };
}

const headersOf = ({ id }: BuiltAction, url: string, cookie: string, length: number): Record<string, string> => ({
  host: new URL(url).host,
  origin: url,
  cookie: `gatehouse.session=${cookie}`,
  'next-action': id,
  'content-type': 'text/plain;charset=UTF-8',
  'content-length': String(length),
});

/** Thirty requests whose bodies never arrive whole. */
function dripBodies(url: string, action: BuiltAction, cookie: string) {
  const head = Object.entries(headersOf(action, url, cookie, 1_000_000)).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const sockets = Array.from({ length: 30 }, () => {
    const socket = net.connect(Number(new URL(url).port), 'localhost');
    socket.on('error', () => undefined);
    socket.write(`POST ${action.page} HTTP/1.1\r\n${head.join('')}\r\n[`);
    return socket;
  });
  const timer = setInterval(() => {
    for (const socket of sockets) socket.write(' ');
  }, 100);
  return {
    end() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A hundred megabytes; resolves to what came back, or why nothing did. */
function postHuge(url: string, action: BuiltAction, cookie: string): Promise<number | string> {
  const length = 100 * 1024 * 1024;
  const chunk = Buffer.alloc(1024 * 1024, 'a,');
  return new Promise((resolve) => {
    const headers = headersOf(action, url, cookie, length);
    const sent = httpRequest(new URL(action.page, url), { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'broken off'));
    let left = length / chunk.length;
    const write = () => {
      while (left > 0 && !sent.destroyed) {
        left -= 1;
        if (!sent.write(chunk)) return void sent.once('drain', write);
      }
      sent.end();
    };
    write();
  });
}
