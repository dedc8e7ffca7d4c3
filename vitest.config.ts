import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The package throws outside a React server build; its own `react-server` condition is this empty module.
      'server-only': path.join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', '.next/**'],
    globalSetup: 'e2e/fixtures/vitest-global-setup.ts',
    pool: 'forks',
    // One core is left alone otherwise, while tests wait for PostgreSQL and the emulator half of their time.
    maxWorkers: '100%',
    env: { LOG_LEVEL: 'silent' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
