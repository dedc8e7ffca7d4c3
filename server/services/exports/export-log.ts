import { readHead } from '#server/audit/read-head';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { recordExport } from './record-export.ts';

/**
 * Records that somebody takes the whole audit log out, to prove it elsewhere, and gives the address it can be had at:
 * see `recordExport`. `count` has the record of this export in it.
 */
export async function exportLog(session: Session): Promise<{ id: string; count: number }> {
  await requirePermission(session, 'export.create');
  await requirePermission(session, 'audit.read');
  return db().transaction(async (tx) => {
    const details = { format: 'jsonl', list: 'log' };
    const id = await recordExport(tx, session, { selection: { kind: 'log' }, columns: [], details });
    return { id, count: (await readHead(tx)).seq };
  });
}
