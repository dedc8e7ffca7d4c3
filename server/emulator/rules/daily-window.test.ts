import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorsWith, startTestApi, type TestApi } from '../testing/api-client.ts';
import { dateIn, dayWindow } from '../world/days.ts';
import type { Door } from '../world/model.ts';

let test: TestApi;
let doors: Door[];
beforeAll(async () => {
  test = await startTestApi({ buildings: 10, people: 0 });
  for (const [index, { zone }] of missingMidnights.entries()) {
    const buildingUuid = [...test.emulator.world.buildings.keys()].at(-1 - index);
    await test.control('POST', '/world/events', { type: 'building_zone', buildingUuid, zone });
  }
  const byZone = Map.groupBy(doorsWith(test, { accessibilityType: 'COMMUNAL' }), ({ building }) => building.zone);
  doors = [...byZone.values()].flatMap(([first]) => first ?? []);
});
afterAll(() => test.close());

const hourMs = 3_600_000;
/** Where no seeded building stands, and when a day there begins at one o'clock. */
const missingMidnights = [
  { zone: 'Africa/Cairo', at: '2027-04-29T22:00Z' },
  { zone: 'America/Santiago', at: '2026-09-06T04:00Z' },
];
const nows = fc.oneof(
  fc.integer({ min: Date.parse('2026-06-01'), max: Date.parse('2028-06-01') }),
  // Around the nights clocks change, to the second.
  fc
    .tuple(
      fc.constantFrom(
        '2026-11-01T04:00Z',
        '2027-03-14T05:00Z',
        '2027-03-14T08:00Z',
        '2027-03-14T03:30Z',
        '2026-11-02T05:00Z',
        ...missingMidnights.map(({ at }) => at),
      ),
      fc.integer({ min: -3 * hourMs, max: 3 * hourMs }),
    )
    .map(([at, shiftMs]) => Date.parse(at) + shiftMs),
);

describe('the day of a daily grant', () => {
  it('is today or tomorrow where the door is, and the lock opens on exactly that day', async () => {
    const examples = missingMidnights.flatMap(({ zone, at }): [number, number, number][] => {
      const index = doors.findIndex(({ building }) => building.zone === zone);
      return [-hourMs, 0].map((shiftMs) => [Date.parse(at) + shiftMs, 2 * hourMs, index]);
    });
    await fc.assert(
      fc.asyncProperty(
        nows,
        fc.integer({ min: -60 * hourMs, max: 60 * hourMs }),
        fc.nat({ max: doors.length - 1 }),
        async (nowMs, aheadMs, index) => {
          const door = doors[index];
          if (!door) throw new Error('No such door.');
          const { zone } = door.building;
          test.emulator.setClock(nowMs, true);
          const startTime = new Date(nowMs + aheadMs).toISOString();
          const reply = await test.grant({ passcodeType: 'DAILY', doorUuids: [door.uuid], startTime });
          const days = dateIn(zone, nowMs + aheadMs).compare(dateIn(zone, nowMs));
          expect(reply.status).toBe(days === 0 || days === 1 ? 200 : 400);
          if (reply.status !== 200) return;
          const access = door.accesses.at(-1);
          expect(access).toMatchObject(dayWindow(nowMs + aheadMs, zone));
          await expectOpensExactly(
            door,
            access?.startMs ?? 0,
            access?.endMs ?? 0,
            String(access?.code).padStart(7, '0'),
          );
        },
      ),
      { numRuns: 60, examples },
    );
  });
});

async function expectOpensExactly(door: Door, startMs: number, endMs: number, code: string): Promise<void> {
  for (const [atMs, opens] of [
    [startMs - 1, false],
    [startMs, true],
    [endMs - 1, true],
    [endMs, false],
  ] as const) {
    test.emulator.setClock(atMs, true);
    const { json } = await test.control('POST', `/doors/${door.uuid}/try`, { code });
    expect(json).toMatchObject({ opens });
  }
}
