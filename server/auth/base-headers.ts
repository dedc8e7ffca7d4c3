import { onRequest } from './on-request.ts';

/**
 * On every answer, whatever made it, also those that Next refuses before it looks at its configuration. Pages' own
 * Content-Security-Policy comes from proxy.ts, with its nonce, and takes the place of this one.
 */
const baseHeaders = {
  // Browsers heed it over https alone.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

/** Puts them on each response of this process before anything else does. Call once at start. */
export function setBaseHeaders(): void {
  onRequest((request, response) => {
    for (const [name, value] of Object.entries(baseHeaders)) response.setHeader(name, value);
    // Refusals and redirects too; a public file says itself how long it may be kept.
    if (!isFile(request.url ?? '')) response.setHeader('cache-control', 'private, no-store');
  });
}

const isFile = (address: string): boolean => /\.\w+$/.test(address.split('?')[0] ?? '');
