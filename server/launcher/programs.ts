import path from 'node:path';
import type { Settings } from '#server/settings';
import type { Program } from './child.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** The sandbox's world; the emulator refuses a DATA_DIR made for another one. */
const sandboxWorld = ['--people', '5000', '--buildings', '12', '--seed', '1'];

/** OpenKit in the sandbox. It is told nothing of ours, no secret and no database, but the key of its own controls. */
export function emulatorProgram(settings: Settings): Program {
  const key = settings.emulatorControlKey;
  const data = path.join(settings.dataDir, 'emulator');
  return {
    name: 'emulator',
    args: [
      path.join(root, 'server/emulator/main.ts'),
      ...['--port', String(settings.emulatorPort), '--data', data],
      ...sandboxWorld,
    ],
    env: { NODE_ENV: 'production', PATH: process.env.PATH, ...(key && { EMULATOR_CONTROL_KEY: key }) },
    logFile: path.join(settings.dataDir, 'emulator.log'),
  };
}

/** The process that calls OpenKit. */
export function workerProgram(settings: Settings, databaseUrl: string): Program {
  return {
    name: 'worker',
    args: ['--conditions=react-server', path.join(root, 'server/worker/main.ts')],
    env: servingEnv(settings, databaseUrl),
    logFile: path.join(settings.dataDir, 'worker.log'),
  };
}

/**
 * The console served by Next: the production build, or for whoever changes it (`npm run dev`) each page as it is asked
 * for.
 */
export function webProgram(settings: Settings, databaseUrl: string, isDevelopment: boolean): Program {
  const { port, host } = settings.web;
  const command = isDevelopment ? 'dev' : 'start';
  return {
    name: 'console',
    args: [path.join(root, 'node_modules/next/dist/bin/next'), command, root, '-p', String(port), '-H', host],
    env: { ...servingEnv(settings, databaseUrl), ...(isDevelopment && { NODE_ENV: 'development' }) },
    logFile: path.join(settings.dataDir, 'web.log'),
  };
}

/** Our settings, without what only the launcher may hold: the owner role and the first owner's password. */
function servingEnv(settings: Settings, databaseUrl: string): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL, OWNER_EMAIL, OWNER_PASSWORD, ...env } = process.env;
  return {
    ...env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    NEXTAUTH_URL: settings.web.publicUrl,
  };
}
