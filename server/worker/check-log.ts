import { counted } from '#lib/messages/counts';
import { genesisHash } from '../audit/chain.ts';
import type { Head } from '../audit/checkpoint.ts';
import { type AuditKey, auditKey } from '../audit/key.ts';
import { provePage } from '../audit/prove-page.ts';
import type { Db } from '../db/pool.ts';
import { log } from '../log.ts';
import { type LogDefect, tellDefect } from '../services/activity/log-defect.ts';

const first: Head = { seq: 0, hash: genesisHash };
/** An hour of the worker's rounds. */
const roundsBetween = 240;

/**
 * Proves the log over and over, some rows at each call, and leaves word of the first one that is not as it was written,
 * or else of personal data that is gone without an erasure: `/activity` says so. Nothing else waits for it.
 */
export function logCheck(db: Db, key: AuditKey = auditKey()): () => Promise<void> {
  let head = first;
  let bared: number[] = [];
  let roundsLeft = 0;
  return async () => {
    if (roundsLeft > 0) {
      roundsLeft -= 1;
      return;
    }
    const { verdict, ...page } = await provePage(db, key, head);
    bared.push(...page.bared);
    if (verdict.ok && verdict.lastSeq > head.seq) {
      head = { seq: verdict.lastSeq, hash: verdict.lastHash };
      return;
    }
    const defect = verdict.ok ? baredDefect(bared) : { seq: verdict.seq, reason: verdict.reason };
    if (defect) log.error(defect, 'the audit log was altered');
    await tellDefect(db, defect);
    head = first;
    bared = [];
    roundsLeft = roundsBetween;
  };
}

const baredDefect = (seqs: readonly number[]): LogDefect | null =>
  seqs[0] === undefined
    ? null
    : {
        seq: seqs[0],
        reason: `personal data is missing without an erasure (${counted(seqs.length, 'entry', 'entries')}, this one first)`,
      };
