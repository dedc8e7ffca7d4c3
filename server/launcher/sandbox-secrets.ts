import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';

const secretsSchema = z.object({
  NEXTAUTH_SECRET: z.string().min(32),
  AUDIT_KEY: z.string().min(32),
  DATA_KEY: z.string().min(32),
});

/**
 * The sandbox's secrets, named like the settings they stand for: made on the first start, then always the same.
 * Live mode never calls this; its secrets come from the operator. Throws LaunchError when the file is damaged.
 */
export function sandboxSecrets(dataDir: string): z.infer<typeof secretsSchema> {
  const file = path.join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    const made = { NEXTAUTH_SECRET: secret(48), AUDIT_KEY: secret(32), DATA_KEY: secret(32) };
    writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new LaunchError(`${file} is damaged: restore it, or delete ${dataDir} to begin a new sandbox.`);
  }
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}
