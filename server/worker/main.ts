import { ensureDemoScopes } from '../auth/demo-accounts.ts';
import { db } from '../db/pool.ts';
import { log } from '../log.ts';
import { settings } from '../settings.ts';
import { startWorker } from './start-worker.ts';

const graceMs = 25_000;

const worker = await startWorker({
  afterSweep: settings().mode === 'sandbox' ? ensureDemoScopes : async () => undefined,
});

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), graceMs).unref();
  await worker.stop();
  await db().$client.end();
  process.exit(0);
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'the worker met something it did not expect and restarts');
  process.exit(1);
});

// Last: whoever hears it may tell this process to stop at once.
process.send?.({ type: 'ready' });
