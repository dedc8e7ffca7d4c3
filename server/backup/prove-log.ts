import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { genesisHash } from '#server/audit/chain';
import type { AuditKey } from '#server/audit/key';
import { provePage, type StrangeKey } from '#server/audit/prove-page';
import { LaunchError } from '#server/launcher/launch-error';

/** `strange`: other keys that signed a part of the log; those signatures were not checked, their chain was. */
export type LogProof = { lastSeq: number; strange: StrangeKey[] };

/** Checks the whole audit log, page by page. Throws LaunchError naming the first row that is wrong. */
export async function proveLog(db: NodePgDatabase, key: AuditKey): Promise<LogProof> {
  const strange = new Map<string, StrangeKey>();
  let head = { seq: 0, hash: genesisHash };
  for (;;) {
    const { verdict, ...page } = await provePage(db, key, head);
    for (const one of page.strange) if (!strange.has(one.keyId)) strange.set(one.keyId, one);
    if (!verdict.ok) {
      throw new LaunchError(
        `The audit log in the backup is broken at row ${verdict.seq} (${verdict.reason}): use another backup.`,
      );
    }
    if (verdict.lastSeq === head.seq) return { lastSeq: head.seq, strange: [...strange.values()] };
    head = { seq: verdict.lastSeq, hash: verdict.lastHash };
  }
}
