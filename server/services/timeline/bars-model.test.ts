import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { lastMinute, lives, minute, opens, type Step, writeLives } from '../../../e2e/fixtures/random-lives.ts';
import { listTimelineQuery } from './list-query.ts';
import { listTimeline } from './list-timeline.ts';

let office: BackOffice;
let owner: Session;
let place: { buildingId: string; personIds: string[] };

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 1 });
  owner = await sessionAs('owner');
  const found = await db().execute<{ person_id: string; building_id: string }>(sql`
    select person_id, building_id from person_building order by person_id limit 6`);
  place = {
    buildingId: found.rows[0]?.building_id ?? '',
    personIds: found.rows.map((row) => row.person_id),
  };
});
afterAll(() => office.stop());

type Bar = { start: string; end: string | null; isTaken: boolean };

/** The stretches in which an access opens, found minute by minute. What opens after the last minute has no end. */
function barsOf(life: readonly Step[]): Bar[] {
  const bars: Bar[] = [];
  for (let at = 0; at <= lastMinute + 1; at += 1) {
    const [was, is] = [opens(life, at - 1), opens(life, at)];
    if (is && !was) bars.push({ start: minute(at), end: null, isTaken: false });
    const bar = bars.at(-1);
    if (!was || is || !bar) continue;
    bar.end = minute(at);
    bar.isTaken = life.some((step) => step.at === at && step.name === 'access.vanished');
  }
  return bars;
}

test('a bar is a longest stretch in which an access opens, as a minute by minute replay of the ledger finds them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lives, { minLength: 1, maxLength: 12 }), async (all) => {
      const { doorId, ids } = await writeLives(all, place);
      const { items } = await listTimeline(owner, listTimelineQuery.parse({ door: doorId }));
      const found = items.flatMap(({ bars }) => bars);
      for (const [nth, life] of all.entries()) {
        const bars = found.filter(({ accessId }) => accessId === ids[nth]);
        expect(bars.map(({ start, end, isTaken }) => ({ start, end, isTaken }))).toEqual(barsOf(life));
      }
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    }),
    { numRuns: 40 },
  );
});
