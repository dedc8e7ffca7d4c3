import { verify } from 'node:crypto';
import { z } from 'zod';
import type { AuditKey } from './key.ts';
import type { PublicKeys } from './public-keys.ts';

/**
 * The log's newest row at a moment, signed: kept elsewhere, it shows when the log later holds less, or something else.
 */
export const checkpointSchema = z.object({
  v: z.literal(1),
  seq: z.int().nonnegative(),
  hash: z.string(),
  at: z.string(),
  keyId: z.string(),
  signature: z.string(),
});

export type Checkpoint = z.infer<typeof checkpointSchema>;

/** A log without a row has a checkpoint too: seq 0 and the hash that the first row follows. */
export type Head = { seq: number; hash: string };

/** `at` is real time, ISO-UTC. */
export function signCheckpoint({ seq, hash }: Head, at: string, key: AuditKey): Checkpoint {
  const facts = { v: 1 as const, seq, hash, at, keyId: key.keyId };
  return { ...facts, signature: key.sign(signedBytes(facts)) };
}

export function isSigned(checkpoint: Checkpoint, keys: PublicKeys): boolean {
  const key = keys.get(checkpoint.keyId);
  return key !== undefined && verify(null, signedBytes(checkpoint), key, Buffer.from(checkpoint.signature, 'base64'));
}

/** Begins with a name, so that no signature of a row can pass for one of a checkpoint. */
const signedBytes = ({ v, seq, hash, at }: Omit<Checkpoint, 'signature'>): Buffer =>
  Buffer.from(`gatehouse-checkpoint|${v}|${seq}|${hash}|${at}`);
