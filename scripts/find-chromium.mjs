import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium for the end-to-end tests: CHROMIUM_PATH, else an installed one, else Debian's package when we are root,
 * else Playwright's own download. Says which. Throws, naming CHROMIUM_PATH, when there is none.
 * @returns {string} the path of the program
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!runs(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not run: set it to a Chromium.`);
    return say('CHROMIUM_PATH', chosen);
  }
  const installed = onPath();
  if (installed) return say('installed on this machine', installed);
  const packaged = process.getuid?.() === 0 ? installPackage() : null;
  if (packaged) return say("Debian's package, just installed", packaged);
  const downloaded = download();
  if (downloaded) return say("Playwright's download", downloaded);
  throw new Error(
    'No Chromium was found and none could be installed: install one, or set CHROMIUM_PATH to its program, and run the tests again.',
  );
}

function say(origin, program) {
  console.log(`Chromium: ${program} (${origin})`);
  return program;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file) && runs(file));
}

function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function installPackage() {
  console.log('Installing the chromium package…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', ['-qq', '-y', ...args], { env, stdio: 'ignore' }).status === 0;
  // The lists may be fresh enough; a container image has none.
  const isInstalled = apt('install', 'chromium') || (apt('update') && apt('install', 'chromium'));
  return isInstalled ? onPath() : null;
}

function download() {
  console.log("Downloading Playwright's Chromium…");
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  if (spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore' }).status !== 0) return null;
  const print = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
  const program = spawnSync(process.execPath, ['-e', print], { cwd: root, encoding: 'utf8' }).stdout;
  return program && runs(program) ? program : null;
}
