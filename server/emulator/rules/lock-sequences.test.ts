import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedNow, startTestApi, type TestApi } from '../testing/api-client.ts';
import {
  beginWith,
  endHours,
  hourMs,
  hours,
  isOver,
  opensFor,
  pass,
  runs,
  toIso,
  type Window,
  windowAround,
} from '../testing/sequences.ts';
import { dayWindow } from '../world/days.ts';
import { formatCode } from '../world/doorcode.ts';
import type { Door } from '../world/model.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi({ people: 0, buildings: 8 });
});
afterAll(() => test.close());

/** One access as the cloud has it (null: revoked), and as the lock has it (null: not at all). */
type Copies = { cloud: Window | null; lock: Window | null };

const isUnsynced = ({ cloud, lock }: Copies) => cloud?.startMs !== lock?.startMs || cloud?.endMs !== lock?.endMs;

async function unsyncedAt(door: Door): Promise<unknown> {
  return JSON.parse((await test.control('GET', `/doors/${door.uuid}`)).text).unsynced;
}

describe('an offline lock', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('grant' as const, 'patch' as const), end: endHours }),
    fc.record({ kind: fc.constantFrom('delete' as const, 'sync' as const, 'daily' as const) }),
    fc.record({ kind: fc.constant('move' as const), hours }),
  );
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  const take = async (taken: Step, door: Door, accesses: Copies[]) => {
    const latest = accesses.findLast(({ cloud }) => cloud !== null);
    const path = `/v1/users/${test.emulator.world.userByEmail('nora@example.com')?.uuid}/doors/${door.uuid}`;
    if (taken.kind === 'move') pass(test, taken.hours);
    else if (taken.kind === 'sync') {
      await test.control('POST', `/doors/${door.uuid}/sync`);
      for (const access of accesses) access.lock = access.cloud;
    } else if (taken.kind === 'grant') {
      const window = windowAround(test, 0, taken.end);
      const fields = { startTime: toIso(window.startMs), endTime: toIso(window.endMs) };
      await test.granted({ doorUuids: [door.uuid], ...fields });
      const held = accesses.find(({ cloud }) => cloud !== null && !isOver(test, cloud.endMs));
      if (held) held.cloud = window;
      else accesses.push({ cloud: window, lock: null });
    } else if (taken.kind === 'daily') {
      const today = { passcodeType: 'DAILY', startTime: toIso(test.emulator.clock.nowMs()) };
      const user = await test.granted({ ...today, doorUuids: [door.uuid], email: 'visitor@example.com' });
      expect(await opensFor(test, door, user.accesses?.at(-1)?.doorcode?.code)).toBe(true);
    } else if (latest?.cloud && taken.kind === 'patch') {
      const { endMs } = windowAround(test, 0, taken.end);
      await test.api('PATCH', path, { endTime: toIso(endMs), shareable: false });
      latest.cloud = { ...latest.cloud, endMs };
    } else if (latest && taken.kind === 'delete') {
      await test.api('DELETE', path);
      latest.cloud = null;
    }
  };

  it('opens for what it knew at its last sync, whatever the cloud knows, and for daily codes at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const [door] = beginWith(test, { accessibilityType: 'PRIVATE', isConnected: false }, 1);
        if (!door) throw new Error('The world has no such door.');
        const accesses: Copies[] = [];
        for (const taken of steps) {
          await take(taken, door, accesses);
          expect(await unsyncedAt(door)).toBe(accesses.filter(isUnsynced).length);
          const codes = door.accesses.flatMap(({ passcodeType, code }) => (passcodeType === 'PERMANENT' ? code : []));
          expect(codes).toHaveLength(accesses.length);
          for (const [index, code] of codes.entries()) {
            const window = accesses[index]?.lock ?? null;
            expect(await opensFor(test, door, formatCode(code))).toBe(window !== null && !isOver(test, window.endMs));
          }
        }
      }),
      runs,
    );
  });
});

describe('a single-use code', () => {
  const graceMs = 15 * 60_000;
  // Among them nights when clocks change, and days without a midnight.
  const days = [
    fixedNow,
    '2026-11-01T05:30:00Z',
    '2027-03-14T07:30:00Z',
    '2026-11-02T05:30:00Z',
    '2027-03-14T03:00:00Z',
  ];
  const laterMs = fc.oneof(fc.constantFrom(0, graceMs - 1, graceMs), fc.nat({ max: 26 * hourMs }));

  it('opens on its day, and after its first use for 15 minutes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...days),
        fc.nat({ max: 7 }),
        fc.nat({ max: 26 * hourMs }),
        fc.array(laterMs, { minLength: 1, maxLength: 6 }),
        async (day, building, firstMs, laterTriesMs) => {
          test.emulator.reset({});
          const { doors = [] } = [...test.emulator.world.buildings.values()][building] ?? {};
          const door = doors.find(({ device }) => device !== null);
          const grantedMs = Date.parse(day);
          test.emulator.setClock(grantedMs, true);
          const request = { passcodeType: 'DAILY_SINGLE_USE', startTime: toIso(grantedMs), doorUuids: [door?.uuid] };
          const code = (await test.granted(request)).accesses?.[0]?.doorcode?.code;
          const { endMs } = dayWindow(grantedMs, door?.building.zone ?? '');
          const usedMs = grantedMs + firstMs;
          for (const atMs of [usedMs, ...laterTriesMs.map((afterMs) => usedMs + afterMs)].toSorted((a, b) => a - b)) {
            test.emulator.setClock(atMs, true);
            expect(await opensFor(test, door, code)).toBe(atMs < endMs && atMs < usedMs + graceMs);
          }
        },
      ),
      runs,
    );
  });
});
