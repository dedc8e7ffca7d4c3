import { headers } from 'next/headers';
import { fromAddress } from '#server/audit/origin';
import { settings } from '#server/settings';
import { clientAddress } from './client-address.ts';

/** Runs what this request asked for: see `fromAddress`. */
export async function fromHere<T>(run: () => Promise<T>): Promise<T> {
  return fromAddress(clientAddress(await headers(), settings().trustedProxyHops), run);
}
