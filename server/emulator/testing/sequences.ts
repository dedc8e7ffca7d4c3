import fc from 'fast-check';
import { user as userSchema, type WireAccess } from '../contract/entities.ts';
import type { Door } from '../world/model.ts';
import { doorsWith, type TestApi } from './api-client.ts';

/** What the property tests of grants share: a small world at its first moment, and windows around its virtual now. */

export const hourMs = 3_600_000;
export const runs = { numRuns: 25 };

export type Window = { startMs: number; endMs: number | null };

export const hours = fc.integer({ min: 1, max: 90 });
export const endHours = fc.option(hours, { nil: null });

/** Begins the world anew and answers with its first doors of this kind. */
export function beginWith(
  { emulator, ...rest }: TestApi,
  wish: Parameters<typeof doorsWith>[1],
  count: number,
): Door[] {
  emulator.reset({});
  return doorsWith({ emulator, ...rest }, wish).slice(0, count);
}

export function pass({ emulator }: TestApi, count: number): void {
  emulator.setClock(emulator.clock.nowMs() + count * hourMs, true);
}

/** A window that ends after now and after its start, as OpenKit wants it. */
export function windowAround({ emulator }: TestApi, start: number, end: number | null): Window {
  const nowMs = emulator.clock.nowMs();
  const startMs = nowMs + start * hourMs;
  return { startMs, endMs: end === null ? null : Math.max(nowMs, startMs) + end * hourMs };
}

export function isOver({ emulator }: TestApi, endMs: number | null): boolean {
  return endMs !== null && endMs <= emulator.clock.nowMs();
}

export function toIso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

export async function readAccesses(test: TestApi, userUuid: string | undefined): Promise<WireAccess[]> {
  return userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json).accesses ?? [];
}

export async function opensFor(
  test: TestApi,
  door: Door | undefined,
  code: string | null | undefined,
): Promise<unknown> {
  return JSON.parse((await test.control('POST', `/doors/${door?.uuid}/try`, { code })).text).opens;
}
