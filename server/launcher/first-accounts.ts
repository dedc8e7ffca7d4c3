import { ensureDemoAccounts } from '#server/auth/demo-accounts';
import { ensureFirstOwner } from '#server/auth/first-owner';
import { createDb } from '#server/db/pool';
import type { Settings } from '#server/settings';

/**
 * Makes sure that somebody can sign in: demo accounts in the sandbox, the owner from the settings anywhere.
 * Returns the one-time link that makes the first owner when there is nobody yet.
 */
export async function ensureFirstAccounts(url: string, settings: Settings): Promise<string | null> {
  const db = createDb(url, { maxConnections: 1, applicationName: 'gatehouse-launcher' });
  try {
    const isSandbox = settings.mode === 'sandbox';
    const first = isSandbox && !settings.owner ? null : await ensureFirstOwner(db, settings);
    if (isSandbox) await ensureDemoAccounts(db);
    return first?.link ?? null;
  } finally {
    await db.$client.end();
  }
}
