import 'server-only';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { settings } from '../settings.ts';
import { singleton } from '../singleton.ts';
import { keyIdOf } from './public-keys.ts';

export type AuditKey = {
  keyId: string;
  publicKeyPem: string;
  sign(data: Buffer): string;
  /** Signs each by itself. */
  signAll(all: readonly Buffer[]): Promise<string[]>;
};

/** A few are signed sooner than a thread is free to; thousands would keep everybody else waiting. */
const mostSignedHere = 50;
const signAside = promisify(sign);

/** DER of an Ed25519 private key up to its 32-byte seed (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes the signing key from AUDIT_KEY: an Ed25519 seed of 32 bytes, base64 (longer values: their first 32 bytes). */
export function auditKeyFromSeed(seedBase64: string): AuditKey {
  const seed = Buffer.from(seedBase64, 'base64').subarray(0, 32);
  if (seed.length < 32) throw new Error('AUDIT_KEY is shorter than 32 bytes.');
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const signHere = (data: Buffer) => sign(null, data, privateKey).toString('base64');
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: signHere,
    signAll: async (all) =>
      all.length <= mostSignedHere
        ? all.map(signHere)
        : Promise.all(all.map(async (data) => (await signAside(null, data, privateKey)).toString('base64'))),
  };
}

export const auditKey = (): AuditKey => singleton('audit-key', () => auditKeyFromSeed(settings().secrets.auditKey));
