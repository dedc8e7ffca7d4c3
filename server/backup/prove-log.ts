import type pg from 'pg';
import type { AuditKey } from '#server/audit/key';
import { type ChainRow, verifyChain } from '#server/audit/verify';
import { LaunchError } from '#server/launcher/launch-error';

/** `foreignKeyIds`: other keys that signed a part of the log; those signatures were not checked, their chain was. */
export type LogProof = { lastSeq: number; foreignKeyIds: string[] };

type StoredRow = ChainRow & { keyId: string };

const rowsAtOnce = 2000;

/** Checks the whole audit log, page by page. Throws LaunchError naming the first row that is wrong. */
export async function proveLog(client: pg.Client, key: AuditKey): Promise<LogProof> {
  const foreignKeyIds = new Set<string>();
  let head: { seq: number; hash?: string } = { seq: 0 };
  for (;;) {
    const rows = await readRows(client, head.seq);
    if (rows.length === 0) return { lastSeq: head.seq, foreignKeyIds: [...foreignKeyIds] };
    for (const row of rows) {
      const isOurs = row.keyId === key.keyId;
      if (!isOurs) foreignKeyIds.add(row.keyId);
      const verdict = verifyChain([row], isOurs ? key.publicKeyPem : null, head);
      if (!verdict.ok) {
        throw new LaunchError(
          `The audit log in the backup is broken at row ${verdict.seq} (${verdict.reason}): use another backup.`,
        );
      }
      head = { seq: verdict.lastSeq, hash: verdict.lastHash };
    }
  }
}

async function readRows(client: pg.Client, afterSeq: number): Promise<StoredRow[]> {
  const { rows } = await client.query<StoredRow>(
    `select seq::float8 as seq, prev_hash as "prevHash", payload, payload_hash as "payloadHash", hash, signature,
      key_id as "keyId"
     from audit_entry where seq > $1 order by seq limit $2`,
    [afterSeq, rowsAtOnce],
  );
  return rows;
}
