import { sql } from 'drizzle-orm';
import type { Db } from '../db/pool.ts';
import { appendAudit } from './append.ts';
import type { AuditKey } from './key.ts';
import { keyIdOf, readPublicKeys } from './public-keys.ts';
import { readTakenOver, writeTakenOver } from './read-taken-over.ts';
import { type EarlierKey, signTakenOver } from './taken-over.ts';

/**
 * Takes over what earlier keys signed in this log up to now, in `AUDIT_KEY`'s name, and records it. `pem`: their public
 * keys. What they took over themselves stays taken over. `by`: who ran this. Resolves to those now taken over; a key
 * that signed nothing here is none of them. The signatures themselves are for whoever proves the log afterwards.
 */
export async function takeOver(db: Db, pem: string, key: AuditKey, by: string): Promise<EarlierKey[]> {
  const given = [...readPublicKeys(pem).values()].map((one) => ({
    keyId: keyIdOf(one),
    publicKeyPem: one.export({ format: 'pem', type: 'spki' }).toString(),
  }));
  return db.transaction(async (tx) => {
    const known: EarlierKey[] = [];
    for (const one of [key, ...given]) known.push(...((await readTakenOver(tx, one))?.earlier ?? []));
    const earlier = new Map(known.map((one) => [one.keyId, one]));
    const fresh: EarlierKey[] = [];
    for (const one of given.filter(({ keyId }) => keyId !== key.keyId)) {
      const { rows } = await tx.execute<Pick<EarlierKey, 'seq' | 'hash' | 'at'>>(sql`
        select seq::float8 as seq, hash, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from audit_entry where key_id = ${one.keyId} order by seq desc limit 1`);
      fresh.push(...rows.map((last) => ({ ...one, ...last })));
    }
    if (fresh.length === 0) return [];
    for (const one of fresh) earlier.set(one.keyId, one);
    const all = [...earlier.values()].filter(({ keyId }) => keyId !== key.keyId).toSorted((a, b) => a.seq - b.seq);
    await writeTakenOver(tx, signTakenOver(all, key));
    await appendAudit(
      tx,
      fresh.map(({ keyId, seq, hash }) => ({
        event: 'log.take_over' as const,
        phase: 'done' as const,
        actor: { kind: 'system' as const, name: 'audit:take-over' },
        requestId: crypto.randomUUID(),
        details: { keyId, upTo: seq, hash },
        personal: { name: by },
      })),
      key,
    );
    return fresh;
  });
}
