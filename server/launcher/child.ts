import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync } from 'node:fs';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';
import { lastLine, openLog } from './log-file.ts';

/** One of our own programs. `args` go to this Node; what it writes goes to `logFile`. */
export type Program = { name: string; args: string[]; env: NodeJS.ProcessEnv; logFile: string };

export type Child = {
  /** Resolves when it ends, to one sentence: how, and the last thing it said. */
  died: Promise<string>;
  /** Resolves when it reports `{type:'ready'}`; throws LaunchError with its last words if it ends before. */
  ready: Promise<void>;
  /** Asks it to end, waits `patienceMs`, then kills it. */
  stop(patienceMs: number, hurry: AbortSignal): Promise<void>;
};

const readyMessage = z.object({ type: z.literal('ready') });

/**
 * Starts a program with an IPC channel: when we die, however we die, the channel closes and the program ends itself.
 * It gets a process group of its own, so that Ctrl-C reaches us alone and the order of ending is ours.
 */
export function startChild(program: Program): Child {
  const log = openLog(program.logFile);
  const logStart = fstatSync(log).size;
  const child = spawn(process.execPath, program.args, {
    env: program.env,
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  });
  closeSync(log);
  const died = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(lastWords(program, logStart, signal ?? `exit code ${code}`)));
    child.once('error', (error) => resolve(lastWords(program, logStart, error.message)));
  });
  const ready = waitForReady(child, died);
  // Only some callers wait for it.
  ready.catch(() => undefined);
  return { died, ready, stop: (patienceMs, hurry) => stopChild(child, died, patienceMs, hurry) };
}

async function waitForReady(child: ChildProcess, died: Promise<string>): Promise<void> {
  const reported = new Promise<null>((resolve) => {
    child.on('message', (message) => {
      if (readyMessage.safeParse(message).success) resolve(null);
    });
  });
  const sentence = await Promise.race([reported, died]);
  if (sentence !== null) throw new LaunchError(sentence);
}

function lastWords({ name, logFile }: Program, logStart: number, reason: string): string {
  // A crash ends with a stack; what happened stands above it.
  const said =
    lastLine(logFile, /^(\w*Error|FATAL): /, logStart)
      .trim()
      .replace(/\.$/, '') || 'it said nothing';
  return `The ${name} stopped (${reason}): ${said}; see ${logFile}.`;
}

async function stopChild(
  child: ChildProcess,
  died: Promise<string>,
  patienceMs: number,
  hurry: AbortSignal,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(kill, patienceMs);
  hurry.addEventListener('abort', kill, { once: true });
  if (hurry.aborted) kill();
  child.kill('SIGTERM');
  await died;
  hurry.removeEventListener('abort', kill);
  clearTimeout(timer);
}
