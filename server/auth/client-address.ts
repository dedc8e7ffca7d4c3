import { isIPv6 } from 'node:net';
import { onRequest } from './on-request.ts';

const peerHeader = 'x-gatehouse-peer';

/**
 * Writes the address at the other end of the socket into each request of this process, over whatever the client sent
 * under that name. Next hides the socket from handlers and takes X-Forwarded-For on trust. Call once at start.
 */
export function tagPeerAddresses(): void {
  onRequest((request) => {
    request.headers[peerHeader] = request.socket.remoteAddress ?? 'unknown';
  });
}

/**
 * The address a request came from, believing exactly `trustedProxyHops` proxies: each appends its peer to
 * X-Forwarded-For, so the right entry is counted from the end and anything further left was written by the client.
 */
export function clientAddress(headers: Headers, trustedProxyHops: number): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const chain = [...forwarded.filter(Boolean), headers.get(peerHeader) ?? 'unknown'];
  return chain.at(-1 - Math.min(trustedProxyHops, chain.length - 1)) ?? 'unknown';
}

/** What is counted as one place: an IPv4 address, or the /64 that a single household or server gets in IPv6. */
export function addressBlock(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('%', 1).join('').split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
