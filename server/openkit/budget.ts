import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Instant, toInstant } from '#lib/time/instant';
import type { Db } from '#server/db/pool';
import { rateBudget } from '#server/db/schema/system';
import { callsPerSecondNow } from '#server/db/sync-settings';

/** Who goes first when calls are scarce, most urgent first. */
export type Priority = 'revoke' | 'interactive' | 'bulk' | 'sync';

export type BudgetStatus = { callsPerSecond: number; pausedUntil: Instant | null };

/** Two rows of `rate_budget`, both "no call may start before": one moves on with every call, one is set by a 429. */
const nextSlotId = 1;
const pauseId = 2;

/** Slots are 8 % further apart than allowed, so that jitter on the way cannot squeeze one call more into a second. */
const slack = 1.08;
/** So much lateness of a waiting caller is made up for; a timer and a query take that long. */
const graceMs = 20;
/**
 * Whoever starts later than this after a slot reserved ahead moves the following ones on: the slack is spent by then.
 */
const latestMs = 50;

/** How far ahead the most urgent may reserve a slot: as long as a call may take. */
const longestAheadMs = 60_000;

/**
 * How far ahead a priority may reserve a slot, where its caller waits that long. Many calls reserve just so far that
 * asking the database costs them no rate; of those `inTurn` only the first of a process asks. The least urgent wait for
 * a free slot, a moment longer than the others.
 */
const rules: Record<Priority, { reserveAheadMs: number; inTurn: boolean; yieldMs: number }> = {
  revoke: { reserveAheadMs: longestAheadMs, inTurn: false, yieldMs: 0 },
  interactive: { reserveAheadMs: 1000, inTurn: false, yieldMs: 0 },
  bulk: { reserveAheadMs: 100, inTurn: true, yieldMs: 0 },
  sync: { reserveAheadMs: 0, inTurn: true, yieldMs: 5 },
};

/** Every 429 halves our rate, down to a sixteenth; every call takes back a fiftieth of what is left of that. */
const slower = { factor: 2, most: 16, recovery: 0.98 };

const nowMs = sql`(extract(epoch from clock_timestamp()) * 1000)::double precision`;
const recovered = sql`greatest(1, slowdown * ${slower.recovery})`;
const pauseMs = sql`coalesce((select max(next_at_ms) from rate_budget where id = ${pauseId}), 0)`;

/**
 * One budget for all processes on a database: calls start at least `1 / callsPerSecond` apart. What was set on the
 * settings page wins over `defaultCallsPerSecond`, from the next call on.
 */
export function createBudget(db: Db, defaultCallsPerSecond: number) {
  const callsPerSecond = callsPerSecondNow(defaultCallsPerSecond);
  const spacingMs = sql`(${1000 * slack}::double precision / ${callsPerSecond})`;
  // Whoever may reserve the furthest leaves one distance more. A slot beyond that was kept by a clock that was ahead.
  const nextMs = sql`(case when id = ${nextSlotId} and next_at_ms > ${nowMs} + ${longestAheadMs} + ${spacingMs} * slowdown
    then 0 else next_at_ms end)`;
  let prepared: Promise<unknown> | null = null;

  const prepare = () => {
    prepared ??= db
      .insert(rateBudget)
      .values([nextSlotId, pauseId].map((id) => ({ id, nextAtMs: 0 })))
      .onConflictDoNothing()
      .catch((error: unknown) => {
        prepared = null;
        throw error;
      });
    return prepared;
  };

  /** How long until the slot just taken, or null when no slot is near enough for this priority. */
  const takeSlot = async (reserveAheadMs: number): Promise<number | null> => {
    const taken = await db
      .update(rateBudget)
      .set({
        nextAtMs: sql`greatest(${nextMs}, ${nowMs} - ${graceMs}, ${pauseMs}) + ${spacingMs} * ${recovered}`,
        slowdown: recovered,
      })
      .where(and(eq(rateBudget.id, nextSlotId), sql`greatest(${nextMs}, ${pauseMs}) - ${nowMs} <= ${reserveAheadMs}`))
      .returning({ waitMs: sql`next_at_ms - ${spacingMs} * slowdown - ${nowMs}`.mapWith(Number) });
    return taken[0]?.waitMs ?? null;
  };

  /** How long until none of these rows holds a call back. */
  const msUntil = async (...ids: number[]): Promise<number> => {
    const found = await db
      .select({ waitMs: sql`max(${nextMs}) - ${nowMs}`.mapWith(Number) })
      .from(rateBudget)
      .where(inArray(rateBudget.id, ids));
    return Math.max(0, found[0]?.waitMs ?? 0);
  };

  /** The call that starts now is later than its slot: the next one keeps its distance from it. */
  const noteLateness = async (): Promise<void> => {
    await db
      .update(rateBudget)
      .set({ nextAtMs: sql`greatest(next_at_ms, ${nowMs} - ${graceMs} + ${spacingMs} * slowdown)` })
      .where(eq(rateBudget.id, nextSlotId));
  };

  const waitFor = async (ms: number, signal?: AbortSignal): Promise<boolean> =>
    !signal?.aborted && sleep(Math.ceil(ms), true, { signal }).catch(() => false);

  const takeTurn = async (priority: Priority, deadlineMs: number, signal?: AbortSignal): Promise<boolean> => {
    const { reserveAheadMs, yieldMs } = rules[priority];
    const patienceMs = () => Math.max(0, deadlineMs - performance.now());
    await prepare();
    for (;;) {
      const askedMs = performance.now();
      // A slot that comes too late for this call is left to others: nobody gives one back.
      const slotInMs = await takeSlot(Math.min(reserveAheadMs, patienceMs()));
      if (slotInMs !== null) {
        if (slotInMs <= 0) return true;
        if (!(await waitFor(slotInMs, signal))) return false;
        if (performance.now() - askedMs - slotInMs > latestMs) await noteLateness();
        // A 429 may have paused everybody while this call slept towards its slot.
        if ((await msUntil(pauseId)) === 0) return true;
      } else {
        const freeInMs = await msUntil(nextSlotId, pauseId);
        if (freeInMs > patienceMs()) return false;
        if (!(await waitFor(Math.max(0, freeInMs - reserveAheadMs) + yieldMs, signal))) return false;
      }
    }
  };

  const queues = new Map<Priority, Promise<unknown>>();

  return {
    /** Waits for this caller's turn. False when it would come later than `patienceMs` or the signal aborted. */
    take(priority: Priority, patienceMs: number, signal?: AbortSignal): Promise<boolean> {
      const deadlineMs = performance.now() + patienceMs;
      if (!rules[priority].inTurn) return takeTurn(priority, deadlineMs, signal);
      const turn = (queues.get(priority) ?? Promise.resolve()).then(() => takeTurn(priority, deadlineMs, signal));
      queues.set(
        priority,
        turn.catch(() => undefined),
      );
      return turn;
    },

    /** Keeps every process from calling for so long, and lets them call half as often after it: OpenKit said 429. */
    async pause(ms: number): Promise<void> {
      await prepare();
      await db
        .update(rateBudget)
        .set({ slowdown: sql`least(${slower.most}, slowdown * ${slower.factor})` })
        .where(eq(rateBudget.id, nextSlotId));
      await db
        .update(rateBudget)
        .set({ nextAtMs: sql`greatest(next_at_ms, ${nowMs} + ${ms})` })
        .where(eq(rateBudget.id, pauseId));
    },

    async status(): Promise<BudgetStatus> {
      const pausedMs = await msUntil(pauseId);
      const { rows } = await db.execute<{ rate: number }>(sql`select ${callsPerSecond} as rate`);
      return {
        callsPerSecond: rows[0]?.rate ?? defaultCallsPerSecond,
        pausedUntil: pausedMs > 0 ? toInstant(Date.now() + pausedMs) : null,
      };
    },
  };
}

export type Budget = ReturnType<typeof createBudget>;
