import { chromium, type Locator } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { createDb } from '#server/db/pool';
import { firstSweep, signInAs } from '../e2e/fixtures/console.ts';
import { temporaryDataDir } from '../e2e/fixtures/data-dir.ts';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { startLauncher } from '../e2e/fixtures/launcher.ts';
import { seedLedger } from '../e2e/fixtures/seed-ledger.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { findChromium } from '../scripts/find-chromium.mjs';

const people = 2000;
const scrollMs = 5000;
/** The longest a frame may take before a hand notices. */
const longMs = 100;

/**
 * Frames while somebody scrolls the timeline of a building of 2,000 people for 5 s, all five years in sight. A machine
 * that is busy with something else draws late as well: so the page lies still first, and each time it is said how long
 * the longest task of its own was, by the time the processor gave to it.
 */
export async function benchTimeline(): Promise<void> {
  const stop = await startTestCluster();
  const database = await createTestDatabase();
  const data = temporaryDataDir();
  const launcher = await startLauncher(data.path, {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, SYNC_INTERVAL_MINUTES: '0' },
  });
  await launcher.running;
  await firstSweep(data.path);
  const db = createDb(database.ownerUrl, { maxConnections: 1 });
  await seedLedger(db, { buildings: 1, doors: 30, people, peopleOfFirst: people });
  const building = await db.execute<{ id: string }>(sql`select md5('building 1')::uuid as id`);
  await db.$client.end();

  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ baseURL: launcher.url, viewport: { width: 1440, height: 900 } });
  await signInAs(page, 'Maya Owens');
  await page.goto(`/schedules?building=${building.rows[0]?.id}`);
  await page.waitForSelector('html[data-hydrated]');
  await page.getByRole('button', { name: '5 years' }).click();
  const grid = page
    .getByRole('region', { name: /^Timeline of/ })
    .locator('ul')
    .locator('..');
  for (const [name, pixels] of [
    ['still', 0],
    ['slowly', 20],
    ['fast', 400],
  ] as const) {
    await browser.startTracing(page, { categories: ['toplevel'] });
    const { frames, rows } = await scroll(grid, pixels);
    const longestTask = longestTaskMs(JSON.parse(String(await browser.stopTracing())));
    const long = frames.filter((ms) => ms > longMs);
    console.log(
      `${name}: ${frames.length} frames over ${rows} rows, ${long.length} over ${longMs} ms, longest ${Math.max(...frames)},`,
      `longest task ${longestTask} ms`,
    );
  }
  await browser.close();
  launcher.signal('SIGTERM');
  await launcher.ended;
  await data.remove();
  await database.drop();
  await stop();
}

type TraceEvent = { name: string; pid: number; tid: number; tdur?: number; args: { name?: string } };

/** Of all that the page's main thread did in one go, how much of the processor's time the longest took. */
function longestTaskMs({ traceEvents }: { traceEvents: TraceEvent[] }): number {
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
  );
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)));
  return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000);
}

/** Scrolls down, and back up at the end, so many pixels a frame; how long each frame took, and how far it got. */
const scroll = (grid: Locator, pixels: number): Promise<{ frames: number[]; rows: number }> =>
  grid.evaluate(
    (element, { pixels, scrollMs }) =>
      new Promise<{ frames: number[]; rows: number }>((resolve) => {
        const frames: number[] = [];
        const from = performance.now();
        let last = from;
        let step = pixels;
        let deepest = 0;
        const next = () => {
          const now = performance.now();
          frames.push(Math.round(now - last));
          last = now;
          const before = element.scrollTop;
          element.scrollTop += step;
          deepest = Math.max(deepest, element.scrollTop);
          if (element.scrollTop === before) step = -step;
          if (now - from > scrollMs) resolve({ frames: frames.slice(1), rows: Math.round(deepest / 36) });
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { pixels, scrollMs },
  );
