import { parseCommandLine, usage } from './cli-options.ts';
import { type RunningEmulator, startEmulator } from './start-emulator.ts';
import { report } from './store/start-error.ts';

try {
  const options = parseCommandLine(process.argv.slice(2), process.env);
  if (options === null) console.log(usage);
  else announce(stopWithParent(await startEmulator(options)));
} catch (error) {
  report(error);
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}

function announce({ url, emulator }: RunningEmulator): void {
  const { buildings, doors, users } = emulator.world;
  console.log(
    `OpenKit emulator on ${url} (API ${url}/access/sdk): ${buildings.size} buildings, ${doors.size} doors, ${users.length} people, profile ${emulator.profile}.`,
  );
  process.send?.({ type: 'ready', url });
}

/** Ends gracefully on Ctrl-C, on SIGTERM, and when the process that started it is gone. */
function stopWithParent(running: RunningEmulator): RunningEmulator {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    running.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (process.send) process.on('disconnect', stop);
  return running;
}
