/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm test` checks types; a build on a small machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  productionBrowserSourceMaps: false,
  // Asked for by whatever reads no HTML.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pino'],
  experimental: {
    serverActions: { bodySizeLimit: '4mb' },
    // Over HTTP/1.1 six files come at a time, and each further round costs a phone half a second. Merging more than this
    // would fetch again with every page what the last one brought.
    turbopackChunking: { requestCost: 400_000, minChunkSize: 100_000 },
  },
};
