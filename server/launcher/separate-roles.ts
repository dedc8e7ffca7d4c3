import type { Settings } from '#server/settings';
import { type Database, roleOf, withClient } from './database.ts';
import { LaunchError } from './launch-error.ts';

/**
 * Refuses, in live mode, a serving role that is or may become the one that owns the tables: it could rewrite the audit
 * log, and only signatures and checkpoints would tell. Throws LaunchError, unless the settings accept it.
 */
export async function requireSeparateRoles(
  { url, ownerUrl }: Pick<Database, 'url' | 'ownerUrl'>,
  { mode, acceptsOneRole }: Settings,
): Promise<void> {
  if (mode === 'sandbox' || acceptsOneRole) return;
  const owner = await roleOf(ownerUrl);
  const { rows } = await withClient(url, (client) =>
    client.query<{ isOne: boolean }>(`select pg_has_role(current_user, $1, 'member') as "isOne"`, [owner]),
  );
  if (!rows[0]?.isOne) return;
  throw new LaunchError(
    'The role of DATABASE_URL could rewrite the audit log: set DATABASE_OWNER_URL to another role that owns the tables, or DATABASE_ONE_ROLE=accepted.',
  );
}
