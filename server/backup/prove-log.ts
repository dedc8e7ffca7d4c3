import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { genesisHash } from '#server/audit/chain';
import type { AuditKey } from '#server/audit/key';
import { provePage } from '#server/audit/prove-page';
import { LaunchError } from '#server/launcher/launch-error';

/** `foreignKeyIds`: other keys that signed a part of the log; those signatures were not checked, their chain was. */
export type LogProof = { lastSeq: number; foreignKeyIds: string[] };

/** Checks the whole audit log, page by page. Throws LaunchError naming the first row that is wrong. */
export async function proveLog(db: NodePgDatabase, key: AuditKey): Promise<LogProof> {
  const foreign = new Set<string>();
  let head = { seq: 0, hash: genesisHash };
  for (;;) {
    const { verdict, foreignKeyIds } = await provePage(db, key, head);
    for (const id of foreignKeyIds) foreign.add(id);
    if (!verdict.ok) {
      throw new LaunchError(
        `The audit log in the backup is broken at row ${verdict.seq} (${verdict.reason}): use another backup.`,
      );
    }
    if (verdict.lastSeq === head.seq) return { lastSeq: head.seq, foreignKeyIds: [...foreign] };
    head = { seq: verdict.lastSeq, hash: verdict.lastHash };
  }
}
