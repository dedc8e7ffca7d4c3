import path from 'node:path';
import { readSettings, type Settings } from '#server/settings';
import { type Child, type Program, startChild } from './child.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { type Database, openDatabase, roleOf } from './database.ts';
import { ensureFirstAccounts } from './first-accounts.ts';
import { waitUntilHealthy } from './health.ts';
import { checkInstallation, claimInstallation } from './installation.ts';
import { LaunchError } from './launch-error.ts';
import { migrate } from './migrate.ts';
import { requireFreePort } from './ports.ts';
import { emulatorProgram, webProgram, workerProgram } from './programs.ts';
import { sandboxSecrets } from './sandbox-secrets.ts';
import { requireSeparateRoles } from './separate-roles.ts';
import type { Shutdown } from './shutdown.ts';
import { summary } from './summary.ts';
import { supervise } from './supervise.ts';

/** The programs of a launcher that was killed need a moment to notice. */
const portGraceMs = 5000;
/** `npm run dev` first makes what it answers with. */
const healthTimeoutMs = 120_000;
/** Browsers hold connections open without using them; what is under way takes less. */
const webPatienceMs = 3000;
/** The worker parks what it has in flight within 25 s. */
const workerPatienceMs = 27_000;
const emulatorPatienceMs = 5000;

/**
 * Starts everything in order, handing each thing's end to `shutdown`, and prints the summary. Resolves when all of it
 * runs; `isDevelopment`: the console needs no build and follows its sources. `failed` resolves to a sentence if it
 * cannot go on (the console, the emulator or the embedded database died). Throws LaunchError or SettingsError with one
 * sentence; the caller then runs `shutdown`.
 */
export async function launch(shutdown: Shutdown, isDevelopment: boolean): Promise<{ failed: Promise<string> }> {
  const { settings, tookOver } = prepareSettings(shutdown);
  await requireFreePorts(settings, tookOver ? portGraceMs : 0);
  const opening = openDatabase(settings);
  shutdown.add('The database', async () => (await opening.catch(() => null))?.stop());
  const database = await opening;
  shutdown.closing.throwIfAborted();
  const ownerLink = await prepareDatabase(database, settings);
  shutdown.closing.throwIfAborted();
  const emulator = settings.mode === 'sandbox' ? await startEmulator(settings, shutdown) : null;
  const stopWorker = supervise(workerProgram(settings, database.url));
  shutdown.add('The worker', (hurry) => stopWorker(workerPatienceMs, hurry));
  const web = await startWeb(webProgram(settings, database.url, isDevelopment), settings, shutdown);
  console.log(summary(settings, database.isEmbedded, ownerLink));
  return { failed: Promise.race([web.died, database.died, ...(emulator ? [emulator.died] : [])]) };
}

/** Locks DATA_DIR and completes the environment, which the children inherit. */
function prepareSettings(shutdown: Shutdown): { settings: Settings; tookOver: boolean } {
  const given = readSettings(process.env);
  const dataDir = path.resolve(given.dataDir);
  const lock = lockDataDir(dataDir, given.web.port);
  shutdown.add('The lock of DATA_DIR', lock.release);
  process.env.DATA_DIR = dataDir;
  if (given.mode === 'sandbox') {
    for (const [name, value] of Object.entries(sandboxSecrets(dataDir))) process.env[name] ||= value;
  }
  return { settings: readSettings(process.env), tookOver: lock.tookOver };
}

async function requireFreePorts(settings: Settings, graceMs: number): Promise<void> {
  await requireFreePort('PORT', settings.web.port, settings.web.host, graceMs);
  if (settings.mode === 'live') return;
  if (settings.emulatorPort === settings.web.port) {
    throw new LaunchError(`PORT and EMULATOR_PORT are both ${settings.web.port}: set one of them to another port.`);
  }
  await requireFreePort('EMULATOR_PORT', settings.emulatorPort, 'localhost', graceMs);
}

/** Nothing is migrated, and nothing sent, before it is certain that the database belongs to these settings. */
async function prepareDatabase(database: Database, settings: Settings): Promise<string | null> {
  await requireSeparateRoles(database, settings);
  await checkInstallation(database.ownerUrl, settings);
  await migrateOrExplain(database);
  await claimInstallation(database.ownerUrl, settings);
  return ensureFirstAccounts(database.url, settings);
}

async function migrateOrExplain(database: Database): Promise<void> {
  try {
    await migrate(database.ownerUrl, await roleOf(database.url));
  } catch (error) {
    // drizzle's own message is the statement; the cause says what PostgreSQL had against it.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LaunchError(`The database could not be brought up to this version, and was left as it was: ${reason}.`);
  }
}

async function startEmulator(settings: Settings, shutdown: Shutdown): Promise<Child> {
  const emulator = startOnce(emulatorProgram(settings), emulatorPatienceMs, shutdown);
  await emulator.ready;
  shutdown.closing.throwIfAborted();
  return emulator;
}

async function startWeb(program: Program, settings: Settings, shutdown: Shutdown): Promise<Child> {
  const web = startOnce(program, webPatienceMs, shutdown);
  const deadline = AbortSignal.any([shutdown.closing, AbortSignal.timeout(healthTimeoutMs)]);
  const health = waitUntilHealthy(settings.web.host, settings.web.port, deadline).catch(() => {
    shutdown.closing.throwIfAborted();
    throw new LaunchError(
      `The console did not answer within ${healthTimeoutMs / 1000} s; see ${settings.dataDir}/web.log.`,
    );
  });
  const sentence = await Promise.race([health, web.died]);
  if (sentence) throw new LaunchError(sentence);
  return web;
}

function startOnce(program: Program, patienceMs: number, shutdown: Shutdown): Child {
  const child = startChild(program);
  shutdown.add(`The ${program.name}`, (hurry) => child.stop(patienceMs, hurry));
  return child;
}
