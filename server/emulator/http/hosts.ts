import { isIPv6 } from 'node:net';

/** A host as it stands in a URL. */
export function hostInUrl(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** Where a browser on this machine reaches an emulator that listens on `host`. */
export function reachableAt(host: string): string {
  const isEverywhereOrHere = ['127.0.0.1', 'localhost', '0.0.0.0', '::'].includes(host);
  return isEverywhereOrHere ? 'localhost' : hostInUrl(host);
}

/** Whether a host, as a URL or a Host header has it, is this machine's own: `localhost`, `127.0.0.1:4010`, `[::1]`. */
export function isLoopback(host: string): boolean {
  const url = `http://${host}`;
  // A URL writes every address in its one shortest form.
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  return /^((.+\.)?localhost|127\.[\d.]+|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(hostname);
}
