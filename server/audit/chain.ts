import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

export const chainVersion = 1;

/** What the first row points back to. */
export const genesisHash = '0'.repeat(64);

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The hash of a row. It covers the payload by its hash, so that a scoped export can leave foreign payloads out and
 * still be verified from end to end.
 */
export const rowHash = (row: { seq: number; prevHash: string; payloadHash: string }): string =>
  sha256Hex(`${chainVersion}|${row.seq}|${row.prevHash}|${row.payloadHash}`);

/** The salted hash that binds erasable personal data to the chain. */
export const commit = (salt: string, data: Record<string, string>): string => sha256Hex(salt + canonicalJson(data));

/**
 * Where whoever acted came from is bound by itself, under the second half of the salt: whoever the entry is about can
 * be erased without it.
 */
export const partsOf = (salt: string, { address, ...rest }: Record<string, string>) => ({
  rest: Object.keys(rest).length > 0 ? { salt: salt.slice(0, saltDigits), data: rest } : null,
  origin: address === undefined ? null : { salt: salt.slice(-saltDigits), data: { address } },
});

/** Of each half of a salt; rows of before have the first half alone, and one hash for all. */
export const saltDigits = 32;
