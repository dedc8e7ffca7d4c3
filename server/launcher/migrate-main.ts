// `npm run migrate`: prepares the database of an installation that runs its web and worker processes by itself.

import { readSettings, SettingsError } from '#server/settings';
import { openDatabase, roleOf } from './database.ts';
import { ensureFirstAccounts } from './first-accounts.ts';
import { checkInstallation, claimInstallation } from './installation.ts';
import { LaunchError } from './launch-error.ts';
import { migrate } from './migrate.ts';
import { requireSeparateRoles } from './separate-roles.ts';

try {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl) throw new LaunchError('DATABASE_URL is not set: `npm start` migrates its own database.');
  const database = await openDatabase(settings);
  await requireSeparateRoles(database, settings);
  await checkInstallation(database.ownerUrl, settings);
  await migrate(database.ownerUrl, await roleOf(database.url));
  await claimInstallation(database.ownerUrl, settings);
  const ownerLink = await ensureFirstAccounts(database.url, settings);
  console.log(ownerLink ? `The database is ready. Make the first owner here: ${ownerLink}` : 'The database is ready.');
} catch (error) {
  if (!(error instanceof LaunchError) && !(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
