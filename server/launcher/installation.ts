import { z } from 'zod';
import type { Settings } from '#server/settings';
import { withClient } from './database.ts';
import { LaunchError } from './launch-error.ts';

/** The OpenKit account whose data a database or a backup holds. */
export const installationSchema = z.object({
  mode: z.enum(['sandbox', 'live']),
  apiUrl: z.string(),
  clientId: z.string(),
});

export type Installation = z.infer<typeof installationSchema>;

/**
 * Refuses a database that was filled from another OpenKit account: sandbox data must never meet live credentials, nor
 * one partner's data another's. Call it before migrating. Throws LaunchError; an empty database passes.
 */
export async function checkInstallation(ownerUrl: string, settings: Settings): Promise<void> {
  const found = await readInstallation(ownerUrl);
  const wayOut = 'set DATABASE_URL (or DATA_DIR) to another database, or change the OPENKIT_ settings back';
  if (found) requireSameAccount('This database', found, settings, wayOut);
}

/** Throws LaunchError unless `found` is the account of these settings. `subject` begins the sentence. */
export function requireSameAccount(subject: string, found: Installation, settings: Settings, wayOut: string): void {
  const wanted = installationOf(settings);
  if (isSame(found, wanted)) return;
  throw new LaunchError(
    `${subject} belongs to ${nameOf(found)}, but the settings are for ${nameOf(wanted)}: ${wayOut}.`,
  );
}

/** Makes the database remember whose it is, once. Call it after migrating and before anything is sent. */
export async function claimInstallation(ownerUrl: string, settings: Settings): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`insert into setting (key, value) values ('installation', $1) on conflict (key) do nothing`, [
      JSON.stringify(installationOf(settings)),
    ]),
  );
  // Two launchers may have met an empty database at the same time.
  await checkInstallation(ownerUrl, settings);
}

function installationOf(settings: Settings): Installation {
  return { mode: settings.mode, apiUrl: settings.openkit.apiUrl, clientId: settings.openkit.clientId };
}

/** Whose database this is; null while nobody claimed it. */
export async function readInstallation(ownerUrl: string): Promise<Installation | null> {
  return withClient(ownerUrl, async (client) => {
    const table = await client.query<{ name: string | null }>(`select to_regclass('setting')::text as name`);
    if (!table.rows[0]?.name) return null;
    const { rows } = await client.query<{ value: unknown }>(`select value from setting where key = 'installation'`);
    return rows[0] ? installationSchema.parse(rows[0].value) : null;
  });
}

/** The sandbox's emulator is always ours; its port may change. */
function isSame(found: Installation, wanted: Installation): boolean {
  if (found.mode !== wanted.mode) return false;
  return found.mode === 'sandbox' || (found.apiUrl === wanted.apiUrl && found.clientId === wanted.clientId);
}

function nameOf({ mode, apiUrl, clientId }: Installation): string {
  return mode === 'sandbox' ? 'the sandbox' : `live mode at ${apiUrl} with client id ${clientId}`;
}
