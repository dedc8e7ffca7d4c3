import { genesisHash } from '../audit/chain.ts';
import type { Head } from '../audit/checkpoint.ts';
import { type AuditKey, auditKey } from '../audit/key.ts';
import { provePage } from '../audit/prove-page.ts';
import type { Db } from '../db/pool.ts';
import { log } from '../log.ts';
import { tellDefect } from '../services/activity/log-defect.ts';

const first: Head = { seq: 0, hash: genesisHash };
/** An hour of the worker's rounds. */
const roundsBetween = 240;

/**
 * Proves the log over and over, some rows at each call, and leaves word of the first one that is not as it was written:
 * `/activity` says so. Nothing else waits for it.
 */
export function logCheck(db: Db, key: AuditKey = auditKey()): () => Promise<void> {
  let head = first;
  let roundsLeft = 0;
  return async () => {
    if (roundsLeft > 0) {
      roundsLeft -= 1;
      return;
    }
    const { verdict } = await provePage(db, key, head);
    if (verdict.ok && verdict.lastSeq > head.seq) {
      head = { seq: verdict.lastSeq, hash: verdict.lastHash };
      return;
    }
    if (!verdict.ok) log.error({ seq: verdict.seq, reason: verdict.reason }, 'the audit log was altered');
    await tellDefect(db, verdict.ok ? null : { seq: verdict.seq, reason: verdict.reason });
    head = first;
    roundsLeft = roundsBetween;
  };
}
