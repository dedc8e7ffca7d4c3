import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import type { Priority } from './budget.ts';
import { createBudget } from './budget.ts';

let database: TestDatabase;
let pools: Db[];

beforeEach(async () => {
  database = await createTestDatabase();
  pools = [createDb(database.url), createDb(database.url)];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.$client.end()));
  await database.drop();
});

const openBudgets = (callsPerSecond: number) => pools.map((pool) => createBudget(pool, callsPerSecond));
const patienceMs = 10_000;

describe('the budget of two processes', () => {
  it('never lets more calls start in any second than configured', async () => {
    const startedMs: number[] = [];
    const budgets = openBudgets(20);
    await Promise.all(
      budgets.flatMap((budget, process) =>
        Array.from({ length: 16 }, async (_, n) => {
          const priorities: Priority[] = ['revoke', 'interactive', 'bulk', 'sync'];
          await budget.take(priorities[(n + process) % 4] ?? 'sync', patienceMs);
          startedMs.push(performance.now());
        }),
      ),
    );
    const inSecondFrom = (ms: number) => startedMs.filter((other) => other >= ms && other < ms + 1000).length;
    expect(startedMs).toHaveLength(32);
    expect(Math.max(...startedMs.map(inSecondFrom))).toBeLessThanOrEqual(20);
  });

  it('lets the urgent go before those who wait, whichever process they are in', async () => {
    const order: Priority[] = [];
    const [here, there] = openBudgets(10);
    const take = async (budget: typeof here, priority: Priority) => {
      await budget?.take(priority, patienceMs);
      order.push(priority);
    };
    await here?.take('bulk', patienceMs);
    const waiting = Array.from({ length: 6 }, (_, n) => take(n % 2 ? here : there, 'bulk'));
    await take(there, 'revoke');
    await Promise.all([...waiting, take(here, 'interactive')]);
    // One slot may have been free, and one may have been given away, before the urgent call asked.
    expect(order.indexOf('revoke')).toBeLessThanOrEqual(1);
    expect(order.indexOf('interactive')).toBeLessThanOrEqual(3);
    expect(order).toHaveLength(8);
  });

  it('turns away who cannot have a turn in time, and who gave up', async () => {
    const [budget] = openBudgets(0.01);
    expect(await budget?.take('bulk', 0)).toBe(true);
    for (const priority of ['revoke', 'interactive', 'bulk', 'sync'] as const) {
      expect(await budget?.take(priority, 100)).toBe(false);
    }
    const abort = new AbortController();
    const taken = budget?.take('bulk', 1e9, abort.signal);
    abort.abort();
    expect(await taken).toBe(false);
  });

  it('pauses everybody, also those who already hold a slot, and then goes on', async () => {
    const [here, there] = openBudgets(5);
    await here?.take('revoke', patienceMs);
    const pausedAt = performance.now();
    const holder = there?.take('revoke', patienceMs).then(() => performance.now());
    await here?.pause(600);
    const waiter = here?.take('sync', patienceMs).then(() => performance.now());
    expect((await there?.status())?.pausedUntil).not.toBeNull();
    expect(await there?.take('interactive', 100)).toBe(false);
    expect(((await holder) ?? 0) - pausedAt).toBeGreaterThanOrEqual(595);
    expect(((await waiter) ?? 0) - pausedAt).toBeGreaterThanOrEqual(595);
    expect(await there?.status()).toEqual({ callsPerSecond: 5, pausedUntil: null });
  });

  it('takes no slot for those who cannot wait for it, so that they do not put off all others', async () => {
    const [here, there] = openBudgets(5);
    await here?.pause(500);
    // Fifty slots would be ten seconds.
    const hasty = Array.from({ length: 50 }, (_, n) => there?.take(n % 2 ? 'revoke' : 'interactive', 100));
    expect(new Set(await Promise.all(hasty))).toEqual(new Set([false]));
    expect(await here?.take('revoke', 1000)).toBe(true);
  });

  it('goes on when the clock of the database is set back, and still obeys a pause', async () => {
    const [here, there] = openBudgets(5);
    await here?.take('revoke', patienceMs);
    const setBack = () => pools[0]?.execute(sql`update rate_budget set next_at_ms = next_at_ms + 600000 where id = 1`);
    for (const priority of ['revoke', 'interactive', 'bulk', 'sync'] as const) {
      await setBack();
      expect(await there?.take(priority, 1000), priority).toBe(true);
    }
    // From then on the budget counts again.
    expect(await here?.take('bulk', 0)).toBe(false);
    await here?.pause(60_000);
    await setBack();
    expect(await there?.take('revoke', 1000)).toBe(false);
  });

  it('keeps the longer of two pauses', async () => {
    const [here, there] = openBudgets(5);
    await here?.pause(60_000);
    await there?.pause(10);
    expect(await here?.take('revoke', 1000)).toBe(false);
  });
});

describe('after OpenKit said 429', () => {
  it('calls that much slower, and takes its pace up again call by call', async () => {
    const [budget, other] = openBudgets(100);
    const slowdown = async (): Promise<number> => {
      const found = await pools[0]?.execute<{ slowdown: number }>(sql`select slowdown from rate_budget where id = 1`);
      return found?.rows[0]?.slowdown ?? 0;
    };
    const take = async (calls: number) => {
      for (let n = 0; n < calls; n += 1) await other?.take('interactive', patienceMs);
    };
    for (let n = 0; n < 3; n += 1) await budget?.pause(0);
    expect(await slowdown()).toBe(8);
    const startedMs = performance.now();
    await take(10);
    // Ten calls a hundredth of a second apart are over in a tenth; slowed down by seven and more they are not.
    expect(performance.now() - startedMs).toBeGreaterThan(500);
    await take(120);
    expect(await slowdown()).toBe(1);
  });
});
