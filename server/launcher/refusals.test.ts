import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDataDir } from '../../e2e/fixtures/data-dir.ts';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { freePort } from '../../e2e/fixtures/free-port.ts';
import { startLauncher } from '../../e2e/fixtures/launcher.ts';
import { withClient } from './database.ts';

const dataDir = temporaryDataDir();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
  await dataDir.remove();
});

/** What the launcher printed when it refused to start. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, output } = await (await startLauncher(dataDir.path, env)).ended;
  expect(code).toBe(1);
  return output;
}

const oneSentence = /^[^\n]+\.\n$/;

test.each(['PORT', 'EMULATOR_PORT'])('a busy %s is named with its number', async (variable) => {
  const port = await freePort();
  const squatter = net.createServer().listen(port, 'localhost');
  await once(squatter, 'listening');
  const output = await refusal({ [variable]: String(port) });
  squatter.close();
  expect(output).toMatch(oneSentence);
  expect(output).toContain(`Port ${port} is in use`);
  expect(output).toContain(`set ${variable}`);
});

test('a DATA_DIR that cannot be made is named, with a way out', async () => {
  const file = path.join(dataDir.path, 'a-file');
  writeFileSync(file, '');
  const output = await refusal({ DATA_DIR: path.join(file, 'data') });
  expect(output).toMatch(oneSentence);
  expect(output).toContain(path.join(file, 'data'));
  expect(output).toContain('set DATA_DIR to another folder');
});

test('one port for both programs is refused', async () => {
  const port = String(await freePort());
  const output = await refusal({ PORT: port, EMULATOR_PORT: port });
  expect(output).toMatch(oneSentence);
  expect(output).toContain(`PORT and EMULATOR_PORT are both ${port}`);
});

test('an unreachable DATABASE_URL is one sentence without the password', async () => {
  const port = await freePort();
  const output = await refusal({ DATABASE_URL: `postgresql://gate:hunter2-canary@localhost:${port}/gatehouse` });
  expect(output).toMatch(oneSentence);
  expect(output).toContain(`localhost:${port}/gatehouse`);
  expect(output).toContain('check DATABASE_URL');
  expect(output).not.toContain('hunter2-canary');
});

test('a refused password is one sentence without it', async () => {
  const url = new URL(database.url);
  url.password = 'hunter2-canary';
  const output = await refusal({ DATABASE_URL: url.href });
  expect(output).toMatch(oneSentence);
  expect(output).toContain('password authentication failed');
  expect(output).not.toContain('hunter2-canary');
});

test('a DATABASE_URL of another kind is refused without repeating it', async () => {
  const output = await refusal({ DATABASE_URL: 'mysql://gate:hunter2-canary@localhost/gatehouse' });
  expect(output).toMatch(oneSentence);
  expect(output).toContain('DATABASE_URL is not a PostgreSQL address');
  expect(output).not.toContain('hunter2-canary');
});

test.each([
  ['OPENKIT_CLIENT_ID', 'OPENKIT_CLIENT_SECRET'],
  ['OPENKIT_CLIENT_SECRET', 'OPENKIT_CLIENT_ID'],
])('%s alone is refused and names what is missing', async (given, missing) => {
  const output = await refusal({ [given]: 'hunter2-canary' });
  expect(output).toMatch(oneSentence);
  expect(output).toContain(`set ${missing}`);
  expect(output).not.toContain('hunter2-canary');
});

test.each<[string, Record<string, string>]>([
  ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: '' }],
  ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'hunter2-canary' }],
  ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'change-me-hunter2-canary-change-me-hunter2-canary' }],
  ['AUDIT_KEY', { AUDIT_KEY: '' }],
  ['AUDIT_KEY', { AUDIT_KEY: Buffer.from('hunter2-canary').toString('base64') }],
  ['DATA_KEY', { DATA_KEY: '' }],
  ['DATA_KEY', { DATA_KEY: 'a'.repeat(64) }],
  ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ['OPENKIT_API_URL', { OPENKIT_API_URL: 'http://hunter2-canary.example/access/sdk' }],
  ['OPENKIT_AUTH_URL', { OPENKIT_AUTH_URL: 'ftp://hunter2-canary.example' }],
])('S15 live mode does not start with an unsafe %s, names it, and prints no value: %o', async (name, unsafe) => {
  const output = await refusal({ ...liveSettings(1), ...unsafe });
  expect(output).toContain(name);
  expect(output.trim().split('\n'), 'one sentence').toHaveLength(1);
  for (const value of Object.values(unsafe)) {
    if (value.length > 1) expect(output).not.toContain(value);
  }
  expect(output).not.toContain('hunter2-canary');
});

test.each(['OPENKIT_API_URL', 'OPENKIT_AUTH_URL'])('S15 the sandbox does not start with %s elsewhere', async (name) => {
  const output = await refusal({ [name]: 'https://hunter2-canary.example/access/sdk' });
  expect(output).toMatch(oneSentence);
  expect(output).toContain(name);
  expect(output).not.toContain('hunter2-canary');
});

test('live mode does not start under a role that could rewrite the log, unless that was accepted', async () => {
  await remember({ mode: 'live', apiUrl: 'http://localhost:1/access/sdk', clientId: 'partner-one' });
  const oneRole = { ...liveSettings(1), DATABASE_URL: database.ownerUrl };
  const output = await refusal(oneRole);
  expect(output).toMatch(oneSentence);
  expect(output).toContain('could rewrite the audit log: set DATABASE_OWNER_URL');
  expect(await refusal({ ...oneRole, DATABASE_ONE_ROLE: 'accepted' })).toContain('partner-one');
});

test('a database of the sandbox is refused to live credentials, before anything is sent', async () => {
  const upstream = await listenSilently();
  await remember({ mode: 'sandbox', apiUrl: 'http://localhost:4010/access/sdk', clientId: 'sandbox-client' });
  const output = await refusal(liveSettings(upstream.port));
  expect(output).toMatch(oneSentence);
  expect(output).toContain('This database belongs to the sandbox');
  expect(output).toContain('partner-two');
  expect(upstream.connections()).toBe(0);
  upstream.close();
});

test("one partner's database is refused to another's credentials", async () => {
  await remember({ mode: 'live', apiUrl: 'http://localhost:1/access/sdk', clientId: 'partner-one' });
  const output = await refusal(liveSettings(1));
  expect(output).toMatch(oneSentence);
  expect(output).toContain('partner-one');
  expect(output).toContain('partner-two');
});

test('a live database is refused to the sandbox', async () => {
  await remember({ mode: 'live', apiUrl: 'https://rest.example/access/sdk', clientId: 'partner-one' });
  const output = await refusal({ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl });
  expect(output).toMatch(oneSentence);
  expect(output).toContain('but the settings are for the sandbox');
});

function liveSettings(upstreamPort: number): Record<string, string> {
  const key = (byte: number) =>
    Buffer.from(Array.from({ length: 48 }, (_, index) => (index * 37 + byte) % 256)).toString('base64');
  return {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    OPENKIT_CLIENT_ID: 'partner-two',
    OPENKIT_CLIENT_SECRET: 'a-long-enough-client-credential',
    OPENKIT_API_URL: `http://localhost:${upstreamPort}/access/sdk`,
    OPENKIT_AUTH_URL: `http://localhost:${upstreamPort}`,
    NEXTAUTH_SECRET: key(1),
    AUDIT_KEY: key(2),
    DATA_KEY: key(3),
  };
}

async function remember(installation: Record<string, string>): Promise<void> {
  await withClient(database.ownerUrl, (client) =>
    client.query(
      `insert into setting (key, value) values ('installation', $1) on conflict (key) do update set value = excluded.value`,
      [JSON.stringify(installation)],
    ),
  );
}

async function listenSilently(): Promise<{ port: number; connections(): number; close(): void }> {
  let connections = 0;
  const port = await freePort();
  const server = net.createServer(() => {
    connections += 1;
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return { port, connections: () => connections, close: () => server.close() };
}
