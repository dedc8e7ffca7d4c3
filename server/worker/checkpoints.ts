import { open } from 'node:fs/promises';
import { type Checkpoint, signCheckpoint } from '../audit/checkpoint.ts';
import { auditKey } from '../audit/key.ts';
import { readHead } from '../audit/read-head.ts';
import type { Db } from '../db/pool.ts';
import { log } from '../log.ts';
import { type CheckpointTarget, forgetOtherTargets, tellDelivery } from '../services/activity/checkpoint-status.ts';
import type { Settings } from '../settings.ts';

type Timing = { everyMs: number; againMs: number; patienceMs: number };

const usual: Timing = { everyMs: 300_000, againMs: 30_000, patienceMs: 5_000 };

/**
 * Sends a signed checkpoint of the audit log elsewhere every five minutes and at the end: whoever cuts or rewrites the
 * log later cannot cut those. A place that does not take one is asked again every half minute, and `/activity` says so;
 * nothing else waits for it.
 */
export function startCheckpoints(
  db: Db,
  places: Settings['auditCheckpoint'],
  timing: Timing = usual,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let round = Promise.resolve();
  const begin = () => {
    round = shipAll(db, places, timing.patienceMs).then((isDelivered) => {
      if (!isStopped) timer = setTimeout(begin, isDelivered ? timing.everyMs : timing.againMs);
    });
  };
  begin();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
      await shipAll(db, places, timing.patienceMs);
    },
  };
}

/** Never throws: false when something was not delivered. */
async function shipAll(db: Db, { file, url }: Settings['auditCheckpoint'], patienceMs: number): Promise<boolean> {
  try {
    await forgetOtherTargets(db, [...(file ? ['file' as const] : []), ...(url ? ['url' as const] : [])]);
    if (!file && !url) return true;
    const { at, ...head } = await readHead(db);
    const checkpoint = signCheckpoint(head, at, auditKey());
    const delivered = await Promise.all([
      file === null || ship(db, 'file', checkpoint, () => append(file, checkpoint)),
      url === null || ship(db, 'url', checkpoint, () => post(url, checkpoint, patienceMs)),
    ]);
    return delivered.every(Boolean);
  } catch (error) {
    log.error({ err: error }, 'no checkpoint could be made');
    return false;
  }
}

async function ship(
  db: Db,
  target: CheckpointTarget,
  { seq, at }: Checkpoint,
  deliver: () => Promise<void>,
): Promise<boolean> {
  const problem = await deliver().then(
    () => null,
    (error: unknown) => problemOf(error),
  );
  if (problem) log.error({ target, problem }, 'a checkpoint of the audit log could not be delivered');
  await tellDelivery(db, target, { seq, at, problem });
  return problem === null;
}

/** On the disk before it counts as delivered. */
async function append(path: string, checkpoint: Checkpoint): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(`${JSON.stringify(checkpoint)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function post(url: string, checkpoint: Checkpoint, patienceMs: number): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(checkpoint),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new NotTaken(`HTTP ${answer.status}`);
}

class NotTaken extends Error {}

/** A code, never a message: those repeat the address, which may hold a key. */
function problemOf(error: unknown): string {
  if (error instanceof NotTaken) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'not delivered';
}
