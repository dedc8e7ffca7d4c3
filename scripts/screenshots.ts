// `npm run docs:screenshots`: the pictures of README and guide, of the real product on a fresh sandbox.
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startSandbox } from '../e2e/fixtures/console.ts';
import { findChromium } from './find-chromium.mjs';

const folder = path.join(import.meta.dirname, '..', 'docs/screenshots');

const sandbox = await startSandbox();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
});
const context = await browser.newContext({
  baseURL: sandbox.url,
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
});
const page = await context.newPage();

await page.goto('/sign-in');
await ready(page);
await page.getByRole('button', { name: 'Sign in as Maya Owens' }).click();
await page.waitForURL((url) => url.pathname === '/');

for (const [name, address] of Object.entries({
  overview: '/',
  people: '/people',
  doors: '/doors',
  buildings: '/buildings',
  doorcodes: '/doorcodes',
  activity: '/activity',
})) {
  await page.goto(address);
  await picture(name);
}

// A vendor shows most: codes, windows with an end, several doors.
await page.goto('/accesses?role=non_resident&state=now&q=nguyen');
await ready(page);
await page.getByRole('row').getByRole('link').first().click();
await page.waitForURL(/\/people\//);
await picture('person');
await page.getByRole('button', { name: 'Give access' }).first().click();
await page.getByRole('listbox', { name: 'Doors' }).getByRole('option').first().waitFor();
await picture('give-access');

await browser.close();
await sandbox.stop();

async function picture(name: string): Promise<void> {
  await ready(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}

function ready(shown: Page): Promise<unknown> {
  return shown.waitForSelector('html[data-hydrated]');
}
