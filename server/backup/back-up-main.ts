// `npm run backup -- FILE`: one snapshot of the database in a file, while Gatehouse runs or not.
import { readSettings } from '#server/settings';
import { backUp } from './back-up.ts';
import { fileArgument, runCommand } from './command.ts';
import { withExistingDatabase } from './open-database.ts';

await runCommand(async () => {
  const file = fileArgument('backup');
  const tables = await withExistingDatabase(readSettings(process.env), ({ ownerUrl }) => backUp(ownerUrl, file));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${file} holds ${rows} rows of ${tables.length} tables: people's data, readable by you alone; keep it so.`;
});
