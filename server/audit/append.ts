import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { EventName, EventPhase } from '#lib/events';
import { advisoryLocks } from '../db/advisory-locks.ts';
import { insertRows } from '../db/insert-rows.ts';
import type { Tx } from '../db/pool.ts';
import { auditEntry, auditPersonal } from '../db/schema/audit.ts';
import { canonicalJson, type Json } from './canonical.ts';
import { chainVersion, commit, genesisHash, partsOf, rowHash, saltDigits, sha256Hex } from './chain.ts';
import { type AuditKey, auditKey } from './key.ts';
import { requestAddress } from './origin.ts';
import { toUnwritable } from './writable.ts';

export type AuditActor =
  | { kind: 'staff'; staffId: string; sessionId?: string }
  | { kind: 'system'; name: string }
  | { kind: 'anonymous' };

export type AuditInput = {
  event: EventName;
  phase: EventPhase;
  actor: AuditActor;
  object?: {
    type:
      | 'person'
      | 'door'
      | 'building'
      | 'operation'
      | 'staff'
      | 'session'
      | 'setting'
      | 'export'
      | 'unit'
      | 'bundle'
      | 'task'
      | 'plan'
      | 'certification';
    id: string;
  };
  buildingId?: string;
  operationId?: string;
  requestId: string;
  /** Ids, states, before and after. Never a code or secret; a person's data and notes go to `personal`. */
  details?: { [key: string]: Json };
  /**
   * Names, emails, notes: kept beside the chain, which holds only salted hashes of them. Within a request its address
   * joins them.
   */
  personal?: Record<string, string>;
};

/**
 * Appends entries to the audit log: gapless, chained and signed. Call it last in a transaction, since its lock makes
 * writers wait for each other until commit. If it throws, the act it records must not happen; Refusal
 * `unavailable` (`log_unwritable`) when the log takes no records at all.
 */
export async function appendAudit(
  tx: Tx,
  inputs: AuditInput | AuditInput[],
  key: AuditKey = auditKey(),
): Promise<void> {
  const list = Array.isArray(inputs) ? inputs : [inputs];
  if (list.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.logChain})`);
  const head = await tx.execute<{ seq: number; hash: string; at: string }>(
    sql`select (select seq from audit_entry order by seq desc limit 1) as seq,
               (select hash from audit_entry order by seq desc limit 1) as hash,
               clock_timestamp() as at`,
  );
  let seq = head.rows[0]?.seq ?? 0;
  let prevHash = head.rows[0]?.hash ?? genesisHash;
  const at = head.rows[0]?.at ?? new Date().toISOString();
  const rows: Unsigned[] = [];
  const personal: (typeof auditPersonal.$inferInsert)[] = [];
  for (const input of list) {
    seq += 1;
    const data = personalOf(input);
    const beside = data ? { seq, salt: randomBytes(saltDigits).toString('hex'), data } : null;
    if (beside) personal.push(beside);
    const { rest = null, origin = null } = beside ? partsOf(beside.salt, beside.data) : {};
    const row = makeRow(input, {
      seq,
      prevHash,
      at,
      keyId: key.keyId,
      commitment: rest && commit(rest.salt, rest.data),
      origin: origin && commit(origin.salt, origin.data),
    });
    prevHash = row.hash;
    rows.push(row);
  }
  const signatures = await key.signAll(rows.map(({ hash }) => Buffer.from(hash, 'hex')));
  const signed = rows.map((row, at) => ({ ...row, signature: signatures[at] ?? '' }));
  try {
    await insertRows(tx, auditEntry, signed);
  } catch (error) {
    throw toUnwritable(error);
  }
  await insertRows(tx, auditPersonal, personal);
}

/** With where the request came from, whoever made it. */
function personalOf({ actor, personal }: AuditInput): Record<string, string> | undefined {
  const address = actor.kind === 'system' ? undefined : requestAddress();
  return address === undefined ? personal : { address, ...personal };
}

type Unsigned = Omit<typeof auditEntry.$inferInsert, 'signature'>;

function makeRow(
  input: AuditInput,
  place: {
    seq: number;
    prevHash: string;
    at: string;
    keyId: string;
    commitment: string | null;
    origin: string | null;
  },
): Unsigned {
  const { seq, prevHash, at, keyId, commitment, origin } = place;
  const payload = canonicalJson({
    v: chainVersion,
    seq,
    at,
    event: input.event,
    phase: input.phase,
    actor: input.actor,
    object: input.object ?? null,
    buildingId: input.buildingId ?? null,
    operationId: input.operationId ?? null,
    requestId: input.requestId,
    details: input.details ?? {},
    commitment,
    origin,
  });
  const payloadHash = sha256Hex(payload);
  const hash = rowHash({ seq, prevHash, payloadHash });
  return {
    seq,
    at,
    event: input.event,
    phase: input.phase,
    staffId: input.actor.kind === 'staff' ? input.actor.staffId : null,
    objectType: input.object?.type ?? null,
    objectId: input.object?.id ?? null,
    buildingId: input.buildingId ?? null,
    operationId: input.operationId ?? null,
    requestId: input.requestId,
    payload,
    payloadHash,
    prevHash,
    hash,
    keyId,
  };
}
