import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Keys that check signatures, by the id that rows and checkpoints name them with. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** First 16 hex digits of the SHA-256 of the public key's DER: names the key in each row. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

/** The keys of a PEM file: several, one after the other, where the log outlived its first. Throws for a broken one. */
export function readPublicKeys(pem: string): PublicKeys {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  const keys = blocks.map((block) => createPublicKey(block));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}
