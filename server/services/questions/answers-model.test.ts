import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Doubt } from '#lib/schemas/question';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { syncWait } from '#server/db/schema/ledger';
import { sweep } from '#server/db/schema/mirror';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { lives, minute, minutes, opens, type Step, writeLives } from '../../../e2e/fixtures/random-lives.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { countAnswers, listAnswers } from './list-answers.ts';
import { listAnswersQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let personIds: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 1, now: '2026-11-25T17:00:00.000Z', freeze: true });
  await db()
    .insert(sweep)
    .values(
      readings.map(([from, to]) => ({
        state: 'complete' as const,
        phase: 'done' as const,
        startedAt: minute(from),
        finishedAt: minute(to),
        seenCounts: { buildings: 0, doors: 0, people: 0, accesses: 0, unreadable: 0 },
      })),
    );
  owner = await sessionAs('owner');
  const found = await db().execute<{ person_id: string; building_id: string }>(sql`
    select person_id, building_id from person_building order by person_id limit 6`);
  personIds = found.rows.map((row) => row.person_id);
  buildingId = found.rows[0]?.building_id ?? '';
});
afterAll(() => office.stop());

/** Minutes from which and until which OpenKit was read. */
const readings = [
  [4, 6],
  [15, 15],
  [26, 29],
] as const;

/** Whether what opens at this minute was changed elsewhere, or may have been before the question's end. */
function isChangedElsewhere(life: readonly Step[], at: number, end: number): boolean {
  const isOver = life.filter((step) => step.at <= at).length;
  const [step, next] = [life[Math.max(isOver - 1, 0)], life[Math.max(isOver, 1)]];
  return (step?.name === 'access.changed' && !step.isOurs) || mayEndElsewhere(next, end);
}

const mayEndElsewhere = (next: Step | undefined, end: number): boolean =>
  !!next && !next.isOurs && end > readBefore(next);

const readBefore = ({ at }: Step): number => readings.findLast(([, to]) => to < at)?.[0] ?? Number.NEGATIVE_INFINITY;

/** What was changed or came back elsewhere and may have held at this minute, before that was seen. */
const mayHaveHeld = (life: readonly Step[], at: number) =>
  life.flatMap((step, nth) => {
    const { isOurs, facts, at: seen } = step;
    if (nth === 0 || isOurs || !facts || seen <= at) return [];
    const from = Math.max(facts.start, readBefore(step), life[nth - 1]?.at ?? 0);
    return from <= at && (facts.end === null || at < facts.end) ? [{ step, next: life[nth + 1] }] : [];
  });

/**
 * The same, where that makes it an answer that changed elsewhere: what came back is said to be from elsewhere as a
 * whole.
 */
const mayHaveChanged = (life: readonly Step[], at: number, end: number): boolean =>
  mayHaveHeld(life, at).some(({ step, next }) => step.name === 'access.changed' || mayEndElsewhere(next, end));

/** Whether the lock, which had not heard of what happened in the wait, still opened for what it was told before. */
function lockOpens(life: readonly Step[], wait: Wait | null | undefined, at: number): boolean {
  const known = life.findLast((step) => wait && step.at < wait.since)?.facts;
  return waitsAt(wait, at) && !!known && known.start <= at && (known.end === null || at < known.end);
}

type Wait = { since: number; length: number };
const waits = fc.option(fc.record({ since: minutes, length: fc.integer({ min: 1, max: 15 }) }));

const waitsAt = (wait: Wait | null | undefined, at: number): boolean =>
  !!wait && wait.since <= at && at < wait.since + wait.length;

/** The lock did not hear of this access in that time. */
const writeWait = async (doorId: string, accessId: string, { since, length }: Wait) =>
  db()
    .insert(syncWait)
    .values({
      accessId,
      doorId,
      personId: sql`(select person_id from access where id = ${accessId})`,
      since: minute(since),
      until: minute(since + length),
      endedBy: 'reading',
    });

const ask = (doors: string, from: number, to: number | null) =>
  listAnswersQuery.parse({ doors, from: minute(from), to: to === null ? '' : minute(to), limit: 3 });

test('who could open a door or two, and what of it is in doubt, is what a minute by minute replay finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(lives, waits), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(minutes, fc.option(fc.integer({ min: 1, max: 12 }))), { minLength: 3, maxLength: 6 }),
      fc.integer({ min: 0, max: 8 }),
      async (all, questions, ofFirst) => {
        const written = [];
        for (const some of [all.slice(0, ofFirst), all.slice(ofFirst)].filter(({ length }) => length > 0)) {
          written.push(
            await writeLives(
              some.map(([life]) => life),
              { buildingId, personIds },
            ),
          );
        }
        const doorIds = written.flatMap(({ doorId, ids }) => ids.map(() => doorId));
        const ids = written.flatMap((one) => one.ids);
        const doors = written.map(({ doorId }) => doorId).join();
        for (const [nth, [, wait]] of all.entries()) {
          if (wait) await writeWait(doorIds[nth] ?? '', ids[nth] ?? '', wait);
        }
        for (const [from, length] of questions) {
          const until = from + (length ?? 1);
          const asked = Array.from({ length: until - from }, (_, at) => from + at);
          const those = (holds: (life: readonly Step[], at: number, wait: Wait | null) => boolean) =>
            ids
              .filter((_, nth) => asked.some((at) => holds(all[nth]?.[0] ?? [], at, all[nth]?.[1] ?? null)))
              .toSorted();
          const mayOpen = (life: readonly Step[], at: number) => opens(life, at) || mayHaveHeld(life, at).length > 0;
          const expected = those((life, at, wait) => mayOpen(life, at) || lockOpens(life, wait, at));
          const query = ask(doors, from, length === null ? null : until);
          const found = await readAll((cursor) => listAnswers(owner, { ...query, cursor }));
          expect(found.toSorted()).toEqual(expected);
          expect(await countAnswers(owner, query)).toMatchObject({ count: expected.length });
          const { items } = await listAnswers(owner, { ...query, limit: 200 });
          const doubted = (doubt: Doubt) =>
            items.flatMap(({ id, doubts }) => (doubts.includes(doubt) ? [id] : [])).toSorted();
          expect(doubted('had_not_synced')).toEqual(those((life, at, wait) => mayOpen(life, at) && waitsAt(wait, at)));
          expect(doubted('could_still_open')).toEqual(
            those((life, at, wait) => lockOpens(life, wait, at) && !opens(life, at)),
          );
          const end = length === null ? from : until;
          expect(doubted('changed_elsewhere')).toEqual(
            those(
              (life, at) => (opens(life, at) && isChangedElsewhere(life, at, end)) || mayHaveChanged(life, at, end),
            ),
          );
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('an answer gives all the time in which its access opens, from where it appeared to where it vanished', async () => {
  const life: Step[] = [
    { at: 5, name: 'access.appeared', isOurs: true, facts: { start: 0, end: 30 } },
    { at: 10, name: 'access.changed', isOurs: true, facts: { start: 0, end: 20 } },
    { at: 15, name: 'access.vanished', isOurs: true, facts: null },
    { at: 25, name: 'access.appeared', isOurs: true, facts: { start: 25, end: null } },
  ];
  const { doorId } = await writeLives([life], { buildingId, personIds });
  const spanAt = async (from: number, to: number | null) => {
    const { items } = await listAnswers(owner, ask(doorId, from, to));
    return items.map(({ opensFrom, opensUntil }) => [opensFrom, opensUntil]);
  };
  expect(await spanAt(7, null)).toEqual([[minute(5), minute(15)]]);
  expect(await spanAt(6, 12)).toEqual([[minute(5), minute(15)]]);
  expect(await spanAt(16, null)).toEqual([]);
  expect(await spanAt(30, null)).toEqual([[minute(25), null]]);
});
