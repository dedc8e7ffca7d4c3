import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

export const chainVersion = 1;

/** What the first row points back to. */
export const genesisHash = '0'.repeat(64);

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The hash of a row. It covers the payload by its hash, so that a scoped export can leave foreign payloads out and still
 * be verified from end to end.
 */
export const rowHash = (row: { seq: number; prevHash: string; payloadHash: string }): string =>
  sha256Hex(`${chainVersion}|${row.seq}|${row.prevHash}|${row.payloadHash}`);

/** The salted hash that binds erasable personal data to the chain. */
export const commit = (salt: string, data: Record<string, string>): string => sha256Hex(salt + canonicalJson(data));
