import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from '../launch-error.ts';

/** Where one embedded database lives and who runs it. All folders are absolute. */
export type Cluster = {
  /** Holds `data` and, where needed, a copy of the binaries. */
  home: string;
  /** PostgreSQL's own data directory. */
  data: string;
  sockets: string;
  logFile: string;
  passwords: { owner: string; app: string };
  /** In DATA_DIR: who the database is, and whether it was made. */
  identityFile: string;
  wasMade: boolean;
  /** Whom PostgreSQL runs as, because it refuses root; null for an ordinary user, who runs it as himself. */
  runAs: { uid: number; gid: number } | null;
};

const identitySchema = z.object({
  id: z.string().regex(/^[a-f0-9]{16}$/),
  ownerPassword: z.string().min(32),
  appPassword: z.string().min(32),
  wasMade: z.boolean().default(false),
});

const identityFileName = 'postgres.json';
const nobody = 65_534;
const rootHome = '/var/lib/gatehouse';

/**
 * Finds, or on the first start decides, where the database of this DATA_DIR lives, and makes its folders.
 * Throws LaunchError when what it finds there is not ours.
 */
export function locateCluster(dataDir: string): Cluster {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const realDataDir = realpathSync(dataDir);
  const identity = readIdentity(realDataDir);
  const isRoot = process.getuid?.() === 0;
  const runAs = isRoot ? { uid: nobody, gid: nobody } : null;
  const home = isRoot ? path.join(rootHome, identity.id) : realDataDir;
  if (isRoot) mkdirSync(home, { recursive: true, mode: 0o711 });
  return {
    home,
    data: path.join(home, 'postgres'),
    sockets: path.join('/tmp', `gatehouse-${createHash('sha256').update(realDataDir).digest('hex').slice(0, 16)}`),
    logFile: path.join(realDataDir, 'postgres.log'),
    passwords: { owner: identity.ownerPassword, app: identity.appPassword },
    identityFile: path.join(realDataDir, identityFileName),
    wasMade: identity.wasMade,
    runAs,
  };
}

/** Makes a folder only the database's user can enter. */
export function makePrivateFolder(folder: string, runAs: Cluster['runAs']): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
}

function readIdentity(dataDir: string): z.infer<typeof identitySchema> {
  const file = path.join(dataDir, identityFileName);
  if (existsSync(file)) return parseIdentity(file);
  if (existsSync(path.join(dataDir, 'postgres'))) {
    throw new LaunchError(
      `${path.join(dataDir, 'postgres')} was not made by Gatehouse (${identityFileName} is missing beside it): set DATA_DIR to another folder.`,
    );
  }
  const secret = () => randomBytes(24).toString('hex');
  const id = randomBytes(8).toString('hex');
  const identity = { id, ownerPassword: secret(), appPassword: secret(), wasMade: false };
  writeIdentity(file, identity);
  return identity;
}

/** From now on a missing database is a lost one, never a first start. */
export function noteMade({ identityFile, wasMade }: Cluster): void {
  if (!wasMade) writeIdentity(identityFile, { ...parseIdentity(identityFile), wasMade: true });
}

function writeIdentity(file: string, identity: z.infer<typeof identitySchema>): void {
  writeFileSync(`${file}.new`, JSON.stringify(identity), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function parseIdentity(file: string): z.infer<typeof identitySchema> {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new LaunchError(`${file} is damaged: restore it from a backup, or set DATA_DIR to another folder.`);
  }
}
