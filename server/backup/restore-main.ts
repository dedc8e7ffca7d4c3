// `npm run restore -- FILE`: fills an empty database from a backup. Gatehouse must not run on it.
import path from 'node:path';
import { auditKeyFromSeed } from '#server/audit/key';
import { sandboxSecrets } from '#server/launcher/sandbox-secrets';
import { readSettings } from '#server/settings';
import { fileArgument, runCommand } from './command.ts';
import { withOwnDatabase } from './open-database.ts';
import { restore } from './restore.ts';

await runCommand(async () => {
  const file = fileArgument('restore');
  const settings = readSettings(process.env);
  const { tables, log } = await withOwnDatabase(settings, (database) => {
    const seed = settings.secrets.auditKey || sandboxSecrets(path.resolve(settings.dataDir)).AUDIT_KEY;
    return restore(database, file, settings, auditKeyFromSeed(seed));
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const strange = log.strange.length
    ? ` Signatures of other keys (${log.strange.map(({ keyId }) => keyId).join(', ')}) could not be checked with this AUDIT_KEY: take them over with \`npm run audit:take-over -- PUBLIC_KEY\`.`
    : '';
  return `Restored ${rows} rows of ${tables.length} tables; the audit log holds up to row ${log.lastSeq}.${strange}`;
});
