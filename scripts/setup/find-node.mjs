import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

const platformNames = { linux: 'linux', win32: 'win' };

/**
 * The Node that runs Gatehouse: the one pinned in package-lock.json where it is packaged for this machine and runs,
 * else the one running this script if it is new enough, else null.
 */
export function findNode(root) {
  const pinned = path.join(
    root,
    `node_modules/node-${platformNames[process.platform] ?? process.platform}-${process.arch}/bin`,
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(pinned)) {
    if (spawnSync(pinned, ['--version']).status === 0) return pinned;
    // npm scripts would find this one first (musl systems cannot run it).
    rmSync(path.join(root, 'node_modules/.bin/node'), { force: true });
  }
  return isNewEnough(process.versions.node) ? process.execPath : null;
}

/** 24.7 brought argon2 to node:crypto. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 7);
}
