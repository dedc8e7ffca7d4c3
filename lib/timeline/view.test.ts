import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallClockOf } from '../testing/zones.ts';
import { addMs, epochMs } from '../time/instant.ts';
import { lanesOf, panned, placeOf, ticksOf, wheeled, zoomed } from './view.ts';

const start = '2026-01-01T00:00:00.000Z';
const hourMs = 3_600_000;
const hours = fc.integer({ min: 0, max: 200 });
const bars = fc
  .array(fc.record({ from: hours, length: fc.option(fc.integer({ min: 1, max: 60 })) }), { maxLength: 12 })
  .map((all) =>
    all
      .toSorted((a, b) => a.from - b.from)
      .map(({ from, length }) => ({
        start: addMs(start, from * hourMs),
        end: length === null ? null : addMs(start, (from + length) * hourMs),
      })),
  );
const views = fc
  .record({ from: hours, length: fc.integer({ min: 24, max: 400 }) })
  .map(({ from, length }) => ({ startMs: epochMs(start) + from * hourMs, spanMs: length * hourMs }));

test('a bar is drawn over exactly the hours of the view in which its access works', () => {
  fc.assert(
    fc.property(bars, views, (all, view) => {
      for (const bar of all) {
        const shown = Array.from({ length: view.spanMs / hourMs }, (_, at) => view.startMs + at * hourMs).filter(
          (ms) => epochMs(bar.start) <= ms && (bar.end === null || ms < epochMs(bar.end)),
        );
        const place = placeOf(bar, view);
        expect(Math.round(((place?.width ?? 0) * view.spanMs) / hourMs)).toBe(shown.length);
        if (shown[0] !== undefined) {
          expect(Math.round(view.startMs + (place?.left ?? 0) * view.spanMs)).toBe(shown[0]);
        }
      }
    }),
  );
});

test('no two bars of a lane overlap, and no lane is left empty', () => {
  fc.assert(
    fc.property(bars, (all) => {
      const lanes = lanesOf(all);
      all.forEach((bar, at) => {
        const others = all.filter((_, other) => other < at && lanes[other] === lanes[at]);
        for (const other of others) expect(other.end !== null && other.end <= bar.start).toBe(true);
      });
      expect([...new Set(lanes)].toSorted((a, b) => a - b)).toEqual([...new Set(lanes)].map((_, nth) => nth));
    }),
  );
});

test('zooming keeps the moment under the pointer, and out again shows the same', () => {
  fc.assert(
    fc.property(views, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
      const moment = view.startMs + view.spanMs * at;
      const near = zoomed({ ...view, spanMs: view.spanMs * 4 }, 0.5, 0);
      expect(near.spanMs).toBe(view.spanMs * 2);
      const zoom = zoomed(view, 2, at);
      expect(Math.abs(zoom.startMs + zoom.spanMs * at - moment)).toBeLessThan(2);
      const back = panned(panned(view, 1), -1);
      expect(back).toEqual(view);
    }),
  );
});

test('a wheel scrolls the page, unless it turns sideways or a key is held: then it moves or zooms the time', () => {
  const turned = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(views, turned, turned, fc.boolean(), fc.boolean(), (view, deltaX, deltaY, isZoom, isSideways) => {
      const change = wheeled({ deltaX, deltaY, isZoom, isSideways }, 0.25, 1000);
      const isAcross = Math.abs(deltaX) > Math.abs(deltaY);
      if (!isZoom && !isAcross && !(isSideways && deltaY !== 0)) {
        expect(change).toBeNull();
        return;
      }
      const shown = change?.(view) ?? view;
      if (!isZoom) {
        expect(shown).toEqual({ ...view, startMs: view.startMs + (view.spanMs * (isAcross ? deltaX : deltaY)) / 1000 });
        return;
      }
      const pointed = ({ startMs, spanMs }: typeof view) => startMs + spanMs * 0.25;
      expect(Math.abs(pointed(shown) - pointed(view))).toBeLessThan(2);
      if (deltaY > 0) expect(shown.spanMs).toBeGreaterThanOrEqual(view.spanMs);
      if (deltaY < 0) expect(shown.spanMs).toBeLessThanOrEqual(view.spanMs);
    }),
  );
});

test.each([1, 7, 31, 90, 365, 1825, 3650])('a view of %i days has a readable number of ticks', (days) => {
  const ticks = ticksOf(
    { startMs: epochMs('2026-03-05T10:00:00.000Z'), spanMs: days * 24 * hourMs },
    'America/New_York',
  );
  expect(ticks.length).toBeGreaterThanOrEqual(1);
  expect(ticks.length).toBeLessThanOrEqual(15);
  for (const { at } of ticks) expect(wallClockOf(at, 'America/New_York')).toMatch(/ 00:00$/);
});
