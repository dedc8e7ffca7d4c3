import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Memory of a process now, MB. */
export function rssOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** User and system time so far; Linux counts in hundredths of a second. */
export function cpuMsOf({ pid }: Pick<ChildProcess, 'pid'>): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * A program of the project in a process of its own; `ready` = the first message it sends, rejected when it ends before.
 */
export function start(
  program: string,
  args: string[],
  env: Record<string, string | undefined>,
): { child: ChildProcess; ready: Promise<unknown> } {
  const child = fork(path.join(root, program), args, {
    cwd: root,
    execArgv: ['--conditions=react-server'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  ready.catch(() => undefined);
  return { child, ready };
}
