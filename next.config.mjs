/** On every answer, whatever made it. The pages' own Content-Security-Policy comes from proxy.ts, with its nonce. */
const headers = Object.entries({
  // Browsers heed it over https alone.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}).map(([key, value]) => ({ key, value }));

/** Files are never documents: should a browser take one for a page, nothing in it may run. */
const filePolicy = { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" };

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm test` checks types; a build on a small machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pino'],
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
  headers: () => [
    { source: '/:path*', headers },
    { source: '/_next/:path*', headers: [filePolicy] },
  ],
};
