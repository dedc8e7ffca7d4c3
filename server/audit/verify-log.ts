import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { genesisHash } from './chain.ts';
import { type Checkpoint, type Head, isSigned } from './checkpoint.ts';
import { endLine, rowLine, startLine } from './exported-log.ts';
import { type PublicKeys, readPublicKeys } from './public-keys.ts';
import { type EarlierKey, holderOf, isTakenOverSigned, strangeReason } from './taken-over.ts';
import { besideReason, verifyChain } from './verify.ts';

export type LogVerdict =
  | {
      ok: true;
      rows: number;
      hidden: number;
      madeAt: string;
      agreed: Checkpoint[];
      newer: number;
      earlier: EarlierKey[];
    }
  /** `row`: the first bad one. */
  | { ok: false; row: number; reason: string };

/**
 * Checks an exported log, line by line, with the public keys alone: each row's content, signature and place, the end of
 * the file, and every checkpoint made before it. The key in use is enough: it signed which earlier ones hold up to
 * where. Needs no database and holds no row longer than it takes to check it.
 */
export async function verifyLog(
  lines: AsyncIterable<string> | Iterable<string>,
  given: PublicKeys,
  checkpoints: Checkpoint[] = [],
): Promise<LogVerdict> {
  const bySeq = Map.groupBy(checkpoints, ({ seq }) => seq);
  const agreed = [...(bySeq.get(0) ?? [])];
  let trusted: Trusted | null = null;
  let head: Head = { seq: 0, hash: genesisHash };
  let hidden = 0;
  let end: Checkpoint | null = null;
  for await (const line of lines) {
    if (end) return bad(head.seq + 1, 'something follows the end of the file');
    const read = readLine(line);
    if (!read) return bad(head.seq + 1, 'it cannot be read');
    if (!trusted) {
      const trust = trustFrom(read, given);
      if ('reason' in trust) return bad(1, trust.reason);
      const { keys } = trust;
      trusted = trust;
      const unsigned = checkpoints.find((checkpoint) => !isSigned(checkpoint, keys));
      if (unsigned) return bad(unsigned.seq, `its checkpoint of ${unsigned.at} is not signed by this key`);
      if ('takenOver' in read) continue;
    }
    if ('takenOver' in read) return bad(head.seq + 1, 'it cannot be read');
    if ('end' in read) {
      end = read.end;
      continue;
    }
    const holder = holderOf(read, trusted.own, trusted.earlier);
    if (!holder) return bad(head.seq + 1, strangeReason(read.keyId));
    const verdict = verifyChain([read], holder, head);
    if (!verdict.ok) return bad(verdict.seq, verdict.reason);
    const reason = besideReason(read.differs ?? []);
    if (reason) return bad(read.seq, reason);
    head = { seq: verdict.lastSeq, hash: verdict.lastHash };
    if (read.payload === null) hidden += 1;
    for (const checkpoint of bySeq.get(head.seq) ?? []) {
      if (checkpoint.hash !== head.hash)
        return bad(head.seq, `it is not the one its checkpoint of ${checkpoint.at} saw`);
      agreed.push(checkpoint);
    }
  }
  if (!end) return bad(head.seq + 1, 'the file has no end: what follows was cut off');
  if (!trusted || end.keyId !== trusted.own.keyId || !isSigned(end, given)) {
    return bad(end.seq, 'the end of the file is not signed by this key');
  }
  if (end.seq !== head.seq || end.hash !== head.hash) return bad(head.seq + 1, missing(end));
  const later = checkpoints.filter(({ seq }) => seq > head.seq);
  const madeAt = Date.parse(end.at);
  const cut = later.find(({ at }) => Date.parse(at) <= madeAt);
  if (cut) return bad(head.seq + 1, missing(cut));
  return { ok: true, rows: head.seq, hidden, madeAt: end.at, agreed, newer: later.length, earlier: trusted.earlier };
}

/** `own`: the key in use when the file was made; `keys`: all that may have signed checkpoints of this log. */
type Trusted = { own: { keyId: string; key: KeyObject }; earlier: EarlierKey[]; keys: PublicKeys };

/** The first line decides it. */
function trustFrom(read: Line, given: PublicKeys): Trusted | { reason: string } {
  const { keyId } = 'takenOver' in read ? read.takenOver : 'end' in read ? read.end : read;
  const key = given.get(keyId);
  if (!key) return { reason: `it is signed with another key (${keyId})` };
  const own = { keyId, key };
  if (!('takenOver' in read)) return { own, earlier: [], keys: given };
  if (!isTakenOverSigned(read.takenOver, given)) return { reason: 'what the file says of earlier keys was changed' };
  const { earlier } = read.takenOver;
  const pem = earlier.map(({ publicKeyPem }) => publicKeyPem).join('\n');
  return { own, earlier, keys: new Map([...readPublicKeys(pem), ...given]) };
}

const bad = (row: number, reason: string): LogVerdict => ({ ok: false, row, reason });

const missing = ({ at, seq }: Checkpoint): string => `it is missing: at ${at} the log had ${seq} rows`;

type Line = z.infer<typeof rowLine> | z.infer<typeof endLine> | z.infer<typeof startLine>;

function readLine(line: string): Line | null {
  try {
    const value: unknown = JSON.parse(line);
    return endLine.safeParse(value).data ?? startLine.safeParse(value).data ?? rowLine.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}
