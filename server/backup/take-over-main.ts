// `npm run audit:take-over -- PUBLIC_KEY`: says that what an earlier AUDIT_KEY signed so far holds, in the name of the
// one in use.
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AuditKey, auditKeyFromSeed } from '#server/audit/key';
import { takeOver } from '#server/audit/take-over';
import { createDb } from '#server/db/pool';
import { LaunchError } from '#server/launcher/launch-error';
import { sandboxSecrets } from '#server/launcher/sandbox-secrets';
import { readSettings, type Settings } from '#server/settings';
import { fileArgument, runCommand } from './command.ts';
import { withExistingDatabase } from './open-database.ts';

await runCommand(async () => {
  const file = fileArgument('audit:take-over');
  const pem = readPem(file);
  const settings = readSettings(process.env);
  const taken = await withExistingDatabase(settings, async ({ url }) => {
    const key = keyInUse(settings);
    const db = createDb(url);
    try {
      return await takeOver(db, pem, key, os.userInfo().username);
    } finally {
      await db.$client.end();
    }
  });
  if (taken.length === 0)
    throw new LaunchError(`${file} holds no key that signed entries of this log, but for the one in use.`);
  const told = taken.map(({ keyId, seq }) => `${keyId} up to entry ${seq}`);
  return `Taken over: ${told.join(', ')}. The worker now checks those signatures too.`;
});

/** Never a new one: it would take the log over for itself. */
function keyInUse({ secrets, dataDir }: Settings): AuditKey {
  const folder = path.resolve(dataDir);
  if (!secrets.auditKey && !existsSync(path.join(folder, 'secrets.json'))) {
    throw new LaunchError(`AUDIT_KEY is not set, and ${folder} holds no secrets.json: set AUDIT_KEY or DATA_DIR.`);
  }
  return auditKeyFromSeed(secrets.auditKey || sandboxSecrets(folder).AUDIT_KEY);
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new LaunchError(`${file} cannot be read: name the file of the earlier public key (PEM).`);
  }
}
