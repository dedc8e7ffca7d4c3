import { defineConfig } from '@playwright/test';

/** `npm test` finds a Chromium and names it here; an ordinary run uses the variable or the system's. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // One console serves them all, one after the other: two cores, and an order to reason about.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // A trace costs a quarter of the time: `npm run test:e2e -- --trace retain-on-failure` where one is wanted.
    trace: 'off',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
