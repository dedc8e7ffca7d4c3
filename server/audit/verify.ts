import { type KeyLike, verify } from 'node:crypto';
import { genesisHash, rowHash, sha256Hex } from './chain.ts';

/** A row as exported: `payload` null = a foreign row in a scoped export, checked by its hash alone. */
export type ChainRow = {
  seq: number;
  prevHash: string;
  payload: string | null;
  payloadHash: string;
  hash: string;
  signature: string;
};

export type ChainVerdict = { ok: true; lastSeq: number; lastHash: string } | { ok: false; seq: number; reason: string };

/**
 * Checks rows with the public key (PEM) alone; names the first bad row. They begin with the first of the log, or follow
 * `after`. Without a key the signatures are left unchecked.
 */
export function verifyChain(
  rows: Iterable<ChainRow>,
  publicKey: KeyLike | null,
  after: { seq: number; hash?: string } = { seq: 0 },
): ChainVerdict {
  let seq = after.seq;
  let prevHash = after.hash ?? genesisHash;
  for (const row of rows) {
    seq += 1;
    const reason = defectOf(row, seq, prevHash);
    if (reason) return { ok: false, seq, reason };
    if (publicKey && !verify(null, Buffer.from(row.hash, 'hex'), publicKey, Buffer.from(row.signature, 'base64'))) {
      return { ok: false, seq, reason: 'the signature does not belong to this key' };
    }
    prevHash = row.hash;
  }
  return { ok: true, lastSeq: seq, lastHash: prevHash };
}

function defectOf(row: ChainRow, seq: number, prevHash: string): string | null {
  if (row.seq !== seq) return `row ${seq} is missing: ${row.seq} stands in its place`;
  if (row.prevHash !== prevHash) return 'it does not follow the row before it';
  if (row.payload !== null && sha256Hex(row.payload) !== row.payloadHash) return 'its content was changed';
  if (rowHash(row) !== row.hash) return 'its hash was changed';
  return null;
}

/** Why a row is bad whose content is sound; null when nothing beside it differs. */
export const besideReason = (names: readonly string[]): string | null =>
  names.length > 0 ? `what stands beside its content was changed (${names.join(', ')})` : null;
