import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { doorWith, grantBody, send, startTestApi, tokenRequest } from '../testing/api-client.ts';

let data: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'emulator-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(data, { recursive: true });
});

const options = () => ({ data, people: 40, buildings: 2, seed: 3 });
const log = () => join(data, 'changes.jsonl');
const origin = () => join(data, 'origin.json');
/** Every byte kept, but for the lock's. */
const kept = () =>
  readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'lock')
    .map(({ name }) => [name, readFileSync(join(data, name), 'utf8')]);

const stray = {
  kind: 'access',
  access: {
    id: 999_999,
    userUuid: crypto.randomUUID(),
    doorUuid: crypto.randomUUID(),
    passcodeType: 'PERMANENT',
    role: null,
    granter: { type: 'PARTNER', uuid: crypto.randomUUID() },
    shareable: false,
    startMs: 0,
    endMs: null,
    code: 1,
    firstUsedMs: null,
    revokedMs: null,
    lockCopy: 'current',
    keyUuid: null,
  },
};
const strayDoor = {
  kind: 'door',
  door: {
    uuid: crypto.randomUUID(),
    name: 'Front',
    isConnected: true,
    device: null,
    enabled: true,
    accessibilityType: null,
  },
};
const line = (change: unknown) => appendFileSync(log(), `${JSON.stringify(change)}\n`);
const rewriteOrigin = (change: Record<string, unknown>) =>
  writeFileSync(origin(), JSON.stringify({ ...JSON.parse(readFileSync(origin(), 'utf8')), ...change }));
const replaceByDirectory = (path: string) => {
  rmSync(path);
  mkdirSync(path);
};

describe('a data directory that cannot be opened', () => {
  it.each([
    ['no JSON in its log', () => appendFileSync(log(), 'oh\n'), /changes\.jsonl is damaged: line 2 .*--reset/],
    ['half a change in its log', () => line({ kind: 'clock' }), /changes\.jsonl is damaged: line 2 .*offsetMs/],
    ['a change that names nobody', () => line(stray), / is damaged: Access 999999 names an unknown user.*--reset/],
    ['a door that is not there', () => line(strayDoor), / is damaged: There is no door .* to change/],
    ['no JSON in its origin', () => writeFileSync(origin(), '{'), /origin\.json is damaged: .*--reset/],
    ['an origin that is none', () => writeFileSync(origin(), '{}'), /origin\.json is damaged: .*--reset/],
    ['no origin', () => rmSync(origin()), / is damaged: it has changes\.jsonl, but no origin\.json\. .*--reset/],
  ])('for %s is told to be damaged, and left as it is', async (_what, damage, sentence) => {
    await (await startEmulator(options())).close();
    damage();
    const before = kept();
    await expect(startEmulator(options())).rejects.toThrow(sentence);
    expect(kept()).toEqual(before);
    await (await startEmulator({ ...options(), reset: true })).close();
    await (await startEmulator(options())).close();
  });

  const newReading = { kind: 'readings', profile: 'openkit', overrides: { mood: 'good' } };
  it.each([
    ['a newer origin', () => rewriteOrigin({ version: 2 }), /origin\.json was written by a newer emulator: start that/],
    ['a new kind of change', () => line({ kind: 'weather' }), /^Line 2 of .* was written by a newer emulator \(kind: /],
    ['a new reading', () => line(newReading), /^Line 2 of .* newer emulator \(overrides: .*"mood"/],
    ['a new profile', () => line({ ...newReading, profile: 'v9', overrides: {} }), /newer emulator \(profile: /],
    ['an origin that cannot be read', () => replaceByDirectory(origin()), /origin\.json cannot be read: EISDIR/],
    ['a log that cannot be read', () => replaceByDirectory(log()), /changes\.jsonl cannot be read: EISDIR/],
    ['no room beside its log', () => mkdirSync(`${log()}.new`), /changes\.jsonl\.new cannot be written: EISDIR/],
    [
      'a lock that is none',
      () => writeFileSync(join(data, 'lock'), 'x'.repeat(5000)),
      /cannot be used: file is not a d/,
    ],
  ])('for %s is told so, without a word of damage, and left as it is', async (_what, spoil, sentence) => {
    await (await startEmulator(options())).close();
    spoil();
    const before = kept();
    const refused = await startEmulator(options()).catch((error) => error);
    expect(refused).toMatchObject({ message: expect.stringMatching(sentence) });
    expect(refused.message).not.toMatch(/damaged|--reset/);
    expect(kept()).toEqual(before);
  });

  it('because it is a file is told so', async () => {
    const file = join(data, 'file');
    appendFileSync(file, '');
    await expect(startEmulator({ ...options(), data: file })).rejects.toThrow(`--data ${file} cannot be used: EEXIST`);
  });
});

describe('a disk that is full', () => {
  /**
   * The emulator as a process that may write no file longer than 32 to 64 kB, as on a full disk; answers with its
   * address.
   */
  async function startCramped(): Promise<string> {
    const main = join(import.meta.dirname, '../main.ts');
    const args = ['--port', '0', '--data', data, '--people', '40', '--buildings', '2', '--seed', '3'];
    child = spawn('sh', ['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath, main, ...args], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const [message] = await once(child, 'message');
    return message.url;
  }

  it('is told, keeps what was acknowledged, and never half a change', async () => {
    const url = await startCramped();
    const token = await send(`${url}/v1/oauth/token`, 'POST', tokenRequest);
    const headers = { authorization: `Bearer ${JSON.parse(token.text).access_token}` };
    const { json: snapshot } = await send(`${url}/_emulator/snapshot`, 'GET');
    const doors = JSON.parse((await send(`${url}/access/sdk/v1/doors?pageSize=1`, 'GET', undefined, headers)).text);
    const doorUuids = [doors.doors[0].uuid];
    const statuses: number[] = [];
    for (let number = 0; statuses.filter((status) => status === 500).length < 3 && number < 200; number += 1) {
      const body = grantBody({ email: `kim${number}@example.com`, doorUuids });
      statuses.push((await send(`${url}/access/sdk/v2/users`, 'POST', body, headers)).status);
    }
    expect(statuses.slice(-3)).toEqual([500, 500, 500]);
    const moved = await send(`${url}/_emulator/clock`, 'POST', { freeze: true });
    expect([moved.status, moved.json]).toEqual([
      500,
      { message: expect.stringMatching(/changes\.jsonl cannot be written: EFBIG.*what is kept stays/) },
    ]);
    const users = Array.from({ length: 600 }, (_, number) => ({
      kind: 'user',
      user: { uuid: crypto.randomUUID(), email: `${number}@example.com`, phone: null, firstName: 'A', lastName: 'B' },
    }));
    const restored = await send(`${url}/_emulator/restore`, 'POST', { ...Object(snapshot), changes: users });
    expect([restored.status, restored.json]).toEqual([500, { message: expect.stringContaining('cannot be written') }]);
    child?.kill('SIGKILL');
    if (child) await once(child, 'exit');
    const again = await startTestApi({ ...options(), now: undefined, freeze: false });
    const acknowledged = statuses.indexOf(500);
    expect(again.emulator.world.userByEmail(`kim${acknowledged - 1}@example.com`)?.accesses).toHaveLength(1);
    expect(again.emulator.world.users).toHaveLength(40 + acknowledged);
    await again.granted({ doorUuids: [doorWith(again)], startTime: new Date().toISOString() });
    await again.close();
  });
});
