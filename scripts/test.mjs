// `npm test`: every check, quickest first, up to the first that fails. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-reports-'));
const vitestReport = path.join(reports, 'vitest.json');
const playwrightReport = path.join(reports, 'playwright.json');

const stages = [
  { name: 'lock', run: () => node('scripts/fix-lock.mjs', '--check') },
  { name: 'lint', run: () => tool('biome', 'ci', '--error-on-warnings') },
  { name: 'types', run: () => tool('next', 'typegen') && tool('tsc', '--noEmit', '-p', '.') },
  { name: 'unused code', run: () => tool('knip') },
  {
    name: 'unit and integration',
    run: () => tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`),
    count: () => countVitest(vitestReport),
  },
  { name: 'end to end', run: runPlaywright, count: () => countPlaywright(playwrightReport) },
];

const total = { passed: 0, failed: 0 };
process.exitCode = stages.every(runStage) ? 0 : 1;
rmSync(reports, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);

function runStage({ name, run, count }) {
  const startedAt = Date.now();
  console.log(`\n── ${name}`);
  const succeeded = run();
  const { passed, failed } = count?.() ?? { passed: 0, failed: succeeded ? 0 : 1 };
  total.passed += passed;
  // A stage that broke down without naming a test still failed.
  total.failed += succeeded ? failed : Math.max(failed, 1);
  console.log(`── ${name}: ${succeeded ? 'passed' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return succeeded && failed === 0;
}

function runPlaywright() {
  try {
    const env = {
      CHROMIUM_PATH: findChromium(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
      // `server-only` is an empty module under this condition and throws under any other.
      NODE_OPTIONS: '--conditions=react-server',
    };
    return start(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], env);
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

function tool(name, ...args) {
  const command = path.join(root, 'node_modules/.bin', name);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment() }).status === 0;
}

function node(...args) {
  return start(args, {});
}

function start(args, extra) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: environment(extra) }).status === 0;
}

function environment(extra = {}) {
  const bin = path.join(root, 'node_modules/.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: '1', ...extra };
}
