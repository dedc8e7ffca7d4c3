import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '#server/settings';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { checkInstallation, claimInstallation } from './installation.ts';
import { LaunchError } from './launch-error.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

test('an empty database is claimed once; the sandbox may then move to another port, but not to live', async () => {
  const sandbox = readSettings({ NODE_ENV: 'test' });
  await checkInstallation(database.ownerUrl, sandbox);
  await claimInstallation(database.ownerUrl, sandbox);
  const moved = readSettings({ NODE_ENV: 'test', EMULATOR_PORT: '4999' });
  await claimInstallation(database.ownerUrl, moved);
  await expect(checkInstallation(database.ownerUrl, moved)).resolves.toBeUndefined();
  await expect(checkInstallation(database.ownerUrl, { ...moved, mode: 'live' })).rejects.toThrow(LaunchError);
});
