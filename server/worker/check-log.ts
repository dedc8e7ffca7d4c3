import { counted } from '#lib/messages/counts';
import { genesisHash } from '../audit/chain.ts';
import type { Head } from '../audit/checkpoint.ts';
import { type AuditKey, auditKey } from '../audit/key.ts';
import { provePage, type StrangeKey } from '../audit/prove-page.ts';
import { strangeReason } from '../audit/taken-over.ts';
import type { Db } from '../db/pool.ts';
import { log } from '../log.ts';
import { type LogDefect, tellDefect } from '../services/activity/log-defect.ts';

const first: Head = { seq: 0, hash: genesisHash };
/** An hour of the worker's rounds. */
const roundsBetween = 240;

/**
 * Proves the log over and over, some rows at each call, and leaves word of the first one that is not as it was written,
 * or else of one that a stranger's key signed, or else of personal data that is gone without an erasure: `/activity`
 * and `/metrics` say so. Nothing else waits for it.
 */
export function logCheck(db: Db, key: AuditKey = auditKey()): () => Promise<void> {
  let head = first;
  let bared: number[] = [];
  let strange: StrangeKey[] = [];
  let roundsLeft = 0;
  return async () => {
    if (roundsLeft > 0) {
      roundsLeft -= 1;
      return;
    }
    const { verdict, ...page } = await provePage(db, key, head);
    bared.push(...page.bared);
    strange.push(...page.strange);
    if (verdict.ok && verdict.lastSeq > head.seq) {
      head = { seq: verdict.lastSeq, hash: verdict.lastHash };
      return;
    }
    const defect = verdict.ok
      ? (strangeDefect(strange) ?? baredDefect(bared))
      : { seq: verdict.seq, reason: verdict.reason };
    if (defect) log.error(defect, 'the audit log was altered');
    await tellDefect(db, defect);
    head = first;
    bared = [];
    strange = [];
    roundsLeft = roundsBetween;
  };
}

const strangeDefect = ([first]: readonly StrangeKey[]): LogDefect | null =>
  first ? { seq: first.seq, reason: strangeReason(first.keyId), strangeKeyId: first.keyId } : null;

const baredDefect = (seqs: readonly number[]): LogDefect | null =>
  seqs[0] === undefined
    ? null
    : {
        seq: seqs[0],
        reason: `personal data is missing without an erasure (${counted(seqs.length, 'entry', 'entries')}, this one first)`,
      };
