import { defineConfig } from '@playwright/test';

/** `npm test` finds a Chromium and names it here; an ordinary run uses the variable or the system's. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * Pages of its own that Chromium would start for the address bar of every new context, which nobody sees: they cost a
 * test more than half of what its browser does. Only the last list counts, so these are Playwright's own before.
 */
const disabledFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

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
        `--disable-features=${disabledFeatures.join(',')}`,
      ],
    },
  },
});
