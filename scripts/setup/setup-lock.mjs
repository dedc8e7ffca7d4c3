import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const longestSetupMs = 15 * 60_000;

/** Runs `work` while no other set-up of this checkout runs; the lock of a killed one is taken over. */
export async function withSetupLock(root, work) {
  const lock = path.join(root, '.setup.lock');
  let hasSaidSo = false;
  while (!tryLock(lock)) {
    if (!hasSaidSo) console.log('Waiting for another set-up of this checkout to finish…');
    hasSaidSo = true;
    await delay(500);
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  await work();
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAbandoned(lock) {
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (!stat) return false;
  const holder = Number(readFileSync(lock, 'utf8'));
  return (holder > 0 && !isAlive(holder)) || Date.now() - stat.mtimeMs > longestSetupMs;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
