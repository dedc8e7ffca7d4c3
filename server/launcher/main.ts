import { SettingsError } from '#server/settings';
import { launch } from './launch.ts';
import { LaunchError } from './launch-error.ts';
import { Shutdown } from './shutdown.ts';
import { watchNpm } from './watch-npm.ts';

/** npm passes a Ctrl-C on to us that the terminal has sent us already: what follows this closely is the same one. */
const sameSignalMs = 1000;

const shutdown = new Shutdown();
let stoppingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
// A closed terminal can be written to no longer; the rest still has to be stopped in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
watchNpm(onSignal);
await run();

async function run(): Promise<void> {
  let sentence: string;
  try {
    const { failed } = await launch(shutdown, process.argv.includes('--dev'));
    sentence = await failed;
  } catch (error) {
    sentence = explain(error);
  }
  // What ends during a shutdown ends because of it.
  if (shutdown.closing.aborted) return;
  console.error(sentence);
  await end(1);
}

function onSignal(): void {
  if (stoppingSince === undefined) {
    stoppingSince = Date.now();
    console.log('\nStopping… (Ctrl-C again to stop at once)');
    void end(0);
  } else if (Date.now() - stoppingSince > sameSignalMs) {
    shutdown.hurry();
  }
}

async function end(exitCode: number): Promise<void> {
  await shutdown.run();
  process.exit(exitCode);
}

function explain(error: unknown): string {
  if (error instanceof LaunchError || error instanceof SettingsError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `Gatehouse could not start: ${reason}.`;
}
