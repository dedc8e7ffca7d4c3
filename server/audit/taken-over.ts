import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import type { AuditKey } from './key.ts';
import { keyIdOf, type PublicKeys } from './public-keys.ts';

const earlierKey = z.object({
  keyId: z.string(),
  publicKeyPem: z.string(),
  /** The last row that this key may have signed. */
  seq: z.int().positive(),
  hash: z.string(),
  at: z.string(),
});

export type EarlierKey = z.infer<typeof earlierKey>;

/** Up to which row earlier keys hold, signed with the key in use: whoever trusts that one needs no other. */
export const takenOverSchema = z.object({
  v: z.literal(1),
  earlier: z.array(earlierKey),
  keyId: z.string(),
  signature: z.string(),
});

export type TakenOver = z.infer<typeof takenOverSchema>;

export function signTakenOver(earlier: EarlierKey[], key: AuditKey): TakenOver {
  const facts = { v: 1 as const, earlier, keyId: key.keyId };
  return { ...facts, signature: key.sign(signedBytes(facts)) };
}

export function isTakenOverSigned(takenOver: TakenOver, keys: PublicKeys): boolean {
  const key = keys.get(takenOver.keyId);
  return key !== undefined && verify(null, signedBytes(takenOver), key, Buffer.from(takenOver.signature, 'base64'));
}

/** The key that may have signed a row: that in use, or an earlier one up to its last row. Null: a stranger's. */
export function holderOf(
  row: { seq: number; hash: string; keyId: string },
  own: { keyId: string; key: KeyObject },
  earlier: readonly EarlierKey[],
): KeyObject | null {
  if (row.keyId === own.keyId) return own.key;
  const taken = earlier.find(({ keyId }) => keyId === row.keyId);
  if (!taken || row.seq > taken.seq || (row.seq === taken.seq && row.hash !== taken.hash)) return null;
  const key = createPublicKey(taken.publicKeyPem);
  return keyIdOf(key) === row.keyId ? key : null;
}

/** Why a row is bad that a stranger's key signed. */
export const strangeReason = (keyId: string): string =>
  `it is signed with another key (${keyId}), which nobody took over for it`;

/** Begins with a name, so that no signature of a row or a checkpoint can pass for one of this. */
const signedBytes = ({ v, earlier, keyId }: Omit<TakenOver, 'signature'>): Buffer =>
  Buffer.from(`gatehouse-taken-over|${canonicalJson({ v, earlier, keyId })}`);
