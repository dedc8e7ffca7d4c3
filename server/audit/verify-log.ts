import { genesisHash } from './chain.ts';
import { type Checkpoint, type Head, isSigned } from './checkpoint.ts';
import { endLine, rowLine } from './exported-log.ts';
import type { PublicKeys } from './public-keys.ts';
import { besideReason, verifyChain } from './verify.ts';

export type LogVerdict =
  | { ok: true; rows: number; hidden: number; madeAt: string; agreed: Checkpoint[]; newer: number }
  /** `row`: the first bad one. */
  | { ok: false; row: number; reason: string };

/**
 * Checks an exported log, line by line, with the public keys alone: each row's content, signature and place, the end of
 * the file, and every checkpoint made before it. Needs no database and holds no row longer than it takes to check it.
 */
export async function verifyLog(
  lines: AsyncIterable<string> | Iterable<string>,
  keys: PublicKeys,
  checkpoints: Checkpoint[] = [],
): Promise<LogVerdict> {
  const unsigned = checkpoints.find((checkpoint) => !isSigned(checkpoint, keys));
  if (unsigned) return bad(unsigned.seq, `its checkpoint of ${unsigned.at} is not signed by this key`);
  const bySeq = Map.groupBy(checkpoints, ({ seq }) => seq);
  const agreed = [...(bySeq.get(0) ?? [])];
  let head: Head = { seq: 0, hash: genesisHash };
  let hidden = 0;
  let end: Checkpoint | null = null;
  for await (const line of lines) {
    if (end) return bad(head.seq + 1, 'something follows the end of the file');
    const read = readLine(line);
    if (!read) return bad(head.seq + 1, 'it cannot be read');
    if ('end' in read) {
      end = read.end;
      continue;
    }
    const key = keys.get(read.keyId);
    if (!key) return bad(head.seq + 1, `it is signed with another key (${read.keyId})`);
    const verdict = verifyChain([read], key, head);
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
  if (!isSigned(end, keys)) return bad(end.seq, 'the end of the file is not signed by this key');
  if (end.seq !== head.seq || end.hash !== head.hash) return bad(head.seq + 1, missing(end));
  const later = checkpoints.filter(({ seq }) => seq > head.seq);
  const madeAt = Date.parse(end.at);
  const cut = later.find(({ at }) => Date.parse(at) <= madeAt);
  if (cut) return bad(head.seq + 1, missing(cut));
  return { ok: true, rows: head.seq, hidden, madeAt: end.at, agreed, newer: later.length };
}

const bad = (row: number, reason: string): LogVerdict => ({ ok: false, row, reason });

const missing = ({ at, seq }: Checkpoint): string => `it is missing: at ${at} the log had ${seq} rows`;

function readLine(line: string) {
  try {
    const value: unknown = JSON.parse(line);
    return endLine.safeParse(value).data ?? rowLine.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}
