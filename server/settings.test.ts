import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

const secret = 'k9Zq3vX7wT1mB5nR8sY2dF6gH4jL0pQaWxEcVrUt';
const live = {
  NODE_ENV: 'production',
  OPENKIT_CLIENT_ID: 'partner',
  OPENKIT_CLIENT_SECRET: 'given by Latch, taken as it is',
  NEXTAUTH_SECRET: secret,
  AUDIT_KEY: Buffer.from(secret).toString('base64'),
  DATA_KEY: Buffer.from([...secret].reverse().join('')).toString('base64'),
} as const;

const refusal = (env: Record<string, string | undefined>): string => {
  try {
    readSettings({ NODE_ENV: 'production', ...env });
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('These settings were accepted.');
};

test('no credentials mean sandbox mode against the emulator, both mean live mode against Latch', () => {
  const sandbox = readSettings({ NODE_ENV: 'production', EMULATOR_PORT: '4999' });
  expect(sandbox).toMatchObject({ mode: 'sandbox', openkit: { apiUrl: 'http://localhost:4999/access/sdk' } });
  expect(readSettings(live)).toMatchObject({
    mode: 'live',
    staffMfa: 'required',
    openkit: { apiUrl: 'https://rest.latchaccess.com/access/sdk', callsPerSecond: 5 },
  });
});

test.each(['OPENKIT_API_URL', 'OPENKIT_AUTH_URL'])(
  'S15 sandbox mode talks to the emulator alone, and says so where %s names another machine',
  (name) => {
    for (const url of ['https://hunter2-canary.example/access/sdk', 'http://10.0.0.7:4010', 'hunter2-canary']) {
      const message = refusal({ [name]: url });
      expect(message).toContain(name);
      expect(message).not.toContain(url);
    }
    const settings = readSettings({ NODE_ENV: 'production', [name]: 'http://localhost:4999' });
    expect(settings.openkit.apiUrl).toBe('http://localhost:4010/access/sdk');
    expect(settings.openkit.authUrl).toBe('http://localhost:4010');
  },
);

test('one credential alone is half a configuration', () => {
  expect(refusal({ OPENKIT_CLIENT_ID: 'partner' })).toContain('OPENKIT_CLIENT_SECRET');
  expect(refusal({ OPENKIT_CLIENT_SECRET: 'x' })).toContain('OPENKIT_CLIENT_ID');
});

test.each(['NEXTAUTH_SECRET', 'AUDIT_KEY', 'DATA_KEY'])(
  'S15: live mode refuses a missing, short or example %s and prints no value',
  (name) => {
    expect(refusal({ ...live, [name]: undefined })).toContain(`${name} is missing`);
    const short = Buffer.from('only twenty bytes...').toString('base64');
    const message = refusal({ ...live, [name]: name === 'NEXTAUTH_SECRET' ? 'only twenty bytes...' : short });
    expect(message).toContain(`${name} is shorter than 32 bytes`);
    expect(message).not.toContain(short);
    expect(refusal({ ...live, [name]: 'a'.repeat(64) })).toContain('example');
    expect(refusal({ ...live, [name]: `change-me-${secret}${secret}` })).toContain(name);
  },
);

test('S15: plain http reaches this machine only, and certificate checks stay on', () => {
  expect(refusal({ ...live, OPENKIT_API_URL: 'http://rest.latchaccess.com/access/sdk' })).toContain('https');
  expect(readSettings({ ...live, OPENKIT_API_URL: 'http://localhost:4010/access/sdk' }).mode).toBe('live');
  expect(refusal({ ...live, NEXTAUTH_URL: 'http://gatehouse.example' })).toContain('NEXTAUTH_URL must be https');
  for (const url of [
    'https://gatehouse.example',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])
    expect(readSettings({ ...live, NEXTAUTH_URL: url }).web.publicUrl).toBe(url);
  expect(refusal({ ...live, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
});

test('a database on another machine must show a certificate', () => {
  const { databaseUrl } = readSettings({
    ...live,
    DATABASE_URL: 'postgresql://app:pw@db.example/gh?sslmode=verify-full',
  });
  expect(databaseUrl).toContain('db.example');
  for (const local of ['localhost', '127.0.0.1:5433', '[::1]', 'localhost/gh?host=%2Frun%2Fpostgresql&'])
    expect(readSettings({ ...live, DATABASE_URL: `postgresql://app:pw@${local}` }).mode).toBe('live');
  for (const remote of [
    'db.example/gh',
    'db.example/gh?sslmode=require',
    'db.example/gh?sslmode=no-verify',
    'db.example/gh?sslmode=verify-full&sslmode=disable',
    'localhost/gh?host=db.example',
    'localhost/gh?host=%2Frun&host=db.example',
    '/gh',
  ]) {
    const address = `postgresql://app:canary@${remote}`;
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL']) {
      const message = refusal({ ...live, DATABASE_URL: 'postgresql://localhost/gh', [name]: address });
      expect(message).toContain(`${name} leaves this machine`);
      expect(message).not.toContain('canary');
    }
    expect(readSettings({ DATABASE_URL: address, NODE_ENV: 'production' }).mode).toBe('sandbox');
  }
});

test('mail to another machine takes TLS, and no option talks it out of that', () => {
  const mailed = (url: string, env = {}) =>
    readSettings({ NODE_ENV: 'production', SMTP_FROM: 'doors@gatehouse.example', SMTP_URL: url, ...env }).smtp;
  expect(mailed('smtp://mail.example:587', live)).toMatchObject({ requiresTls: true });
  expect(mailed('smtp://localhost:25', live)).toMatchObject({ requiresTls: false });
  expect(mailed('smtp://mail.example:25')).toMatchObject({ requiresTls: false });
  expect(() => mailed('smtps://mail.example?tls.rejectUnauthorized=false', live)).toThrow('SMTP_URL has options');
});

test('live mode takes no password alone', () => {
  expect(refusal({ ...live, STAFF_MFA: 'optional' })).toContain('STAFF_MFA');
  expect(readSettings({ ...live, STAFF_MFA: 'required' }).staffMfa).toBe('required');
  expect(readSettings({ NODE_ENV: 'production', STAFF_MFA: 'required' }).staffMfa).toBe('required');
});

test('a secret that goes on counting is held to the same as its successor', () => {
  expect(refusal({ ...live, NEXTAUTH_SECRET_PREVIOUS: 'short' })).toContain('NEXTAUTH_SECRET_PREVIOUS');
  expect(readSettings({ ...live, NEXTAUTH_SECRET_PREVIOUS: secret }).secrets.previousSession).toBe(secret);
});

test('whether the provider asks for a second factor itself is said, not guessed', () => {
  const sso = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'g', OIDC_CLIENT_SECRET: 's' };
  expect(readSettings({ NODE_ENV: 'test', ...sso }).oidc?.enforcesMfa).toBe(false);
  expect(readSettings({ NODE_ENV: 'test', ...sso, OIDC_MFA: 'provider' }).oidc?.enforcesMfa).toBe(true);
  expect(refusal({ ...sso, OIDC_MFA: 'true' })).toContain('OIDC_MFA');
});

test('a value that is no number, or out of range, is named', () => {
  expect(refusal({ PORT: 'abc' })).toContain('PORT');
  expect(refusal({ OPENKIT_PAGE_SIZE: '0' })).toContain('OPENKIT_PAGE_SIZE');
});

test('S15 a process with half the credentials ends before it serves, and says which setting', () => {
  const { PATH } = process.env;
  const program = "import('./server/require-settings.ts').then(({ requireSettings }) => requireSettings())";
  const ended = spawnSync(process.execPath, ['--conditions=react-server', '--input-type=module', '-e', program], {
    cwd: path.join(import.meta.dirname, '..'),
    env: { PATH, NODE_ENV: 'production', OPENKIT_CLIENT_ID: 'canary-4711' },
    encoding: 'utf8',
  });
  expect(ended.status).toBe(1);
  expect(ended.stderr).toContain('OPENKIT_CLIENT_SECRET');
  expect(ended.stderr).not.toContain('canary-4711');
});
