// Runs before `npm start` and `npm test`: installs and builds what is missing or outdated. Node 20 and built-ins only.
// `--packages-only` leaves the console unbuilt, for the emulator alone.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './setup/find-node.mjs';
import { forget, isRecorded, packagesFingerprint, record, sourcesFingerprint } from './setup/fingerprints.mjs';
import { runWithProgress } from './setup/run-with-progress.mjs';
import { withSetupLock } from './setup/setup-lock.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

await withSetupLock(root, async () => {
  await installPackages();
  if (!process.argv.includes('--packages-only')) await buildConsole();
});

async function installPackages() {
  const marker = path.join(root, 'node_modules/.lock-hash');
  const fingerprint = packagesFingerprint(root);
  if (isRecorded(marker, fingerprint)) return;
  forget(marker);
  const [command, ...npm] = npmCommand();
  const result = await runWithProgress(
    'Installing packages (first time: a minute or two)…',
    command,
    // Their install scripts are not needed and not run. Few, short retries: no network is said soon.
    [
      ...[...npm, 'ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'],
      ...['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'],
    ],
    { cwd: root, env: environment, shell: command === 'npm' && process.platform === 'win32' },
  );
  if (!result.succeeded) fail(explainInstallFailure(result.output));
  record(marker, fingerprint);
}

async function buildConsole() {
  const node = findNode(root);
  if (!node) {
    fail(
      `Gatehouse needs Node 24.7 or newer: none is packaged for ${process.platform}-${process.arch} and this is ` +
        `${process.version}. Install it from https://nodejs.org and run the command again.`,
    );
  }
  const marker = path.join(root, '.next/.source-hash');
  const fingerprint = sourcesFingerprint(root);
  if (isRecorded(marker, fingerprint)) return;
  // A build over an older one's cache can fail or mix both.
  rmSync(path.join(root, '.next'), { recursive: true, force: true });
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const result = await runWithProgress('Building the console…', node, [next, 'build'], {
    cwd: root,
    // A development shell's NODE_ENV would give a build that does not work.
    env: { ...environment, NODE_ENV: 'production', PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
  });
  if (!result.succeeded) fail(`${result.output.trim()}\n\nThe console could not be built; the reason is above.`);
  record(marker, fingerprint);
}

function npmCommand() {
  const running = process.env.npm_execpath ?? '';
  return path.basename(running) === 'npm-cli.js' ? [process.execPath, running] : ['npm'];
}

function explainInstallFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return 'The package registry cannot be reached: connect to the internet, or point npm at a mirror, and run the command again.';
  }
  const errors = output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  return `${(errors.length > 0 ? errors : [output]).slice(-12).join('\n')}\n\nThe packages could not be installed; npm's reason is above.`;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
