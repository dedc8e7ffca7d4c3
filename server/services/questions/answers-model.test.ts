import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMs, type Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { syncWait } from '#server/db/schema/ledger';
import { access, accessEvent } from '#server/db/schema/mirror';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { countAnswers, listAnswers } from './list-answers.ts';
import { listAnswersQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let personIds: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 1 });
  owner = await sessionAs('owner');
  const found = await db().execute<{ person_id: string; building_id: string }>(sql`
    select person_id, building_id from person_building order by person_id limit 6`);
  personIds = found.rows.map((row) => row.person_id);
  buildingId = found.rows[0]?.building_id ?? '';
});
afterAll(() => office.stop());

const noon: Instant = '2026-11-25T12:00:00.000Z';
/** Everything happens at full minutes around noon, so that a model can look at each of them. */
const minute = (at: number): Instant => addMs(noon, at * 60_000);
const minutes = fc.integer({ min: 0, max: 40 });

type Facts = { start: number; end: number | null };
type Step = {
  at: number;
  name: 'access.appeared' | 'access.changed' | 'access.vanished';
  isOurs: boolean;
  facts: Facts | null;
};

const facts = fc.record({ start: minutes, end: fc.option(minutes) });
/** A life as the mirror writes it: it appears, changes, vanishes and may come back. */
const lives = fc
  .record({
    times: fc.uniqueArray(minutes, { minLength: 1, maxLength: 6 }),
    facts: fc.array(facts, { minLength: 6, maxLength: 6 }),
    vanishes: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    isOurs: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ times, facts, vanishes, isOurs }): Step[] => {
    let isThere = false;
    return times
      .toSorted((a, b) => a - b)
      .map((at, nth) => {
        const name = !isThere ? 'access.appeared' : vanishes[nth] ? 'access.vanished' : 'access.changed';
        isThere = name !== 'access.vanished';
        return { at, name, isOurs: isOurs[nth] ?? false, facts: isThere ? (facts[nth] ?? null) : null };
      });
  });

/** Whether an access opens at this minute: the slow, obvious way. */
function opens(life: readonly Step[], at: number): boolean {
  const last = life.findLast((step) => step.at <= at);
  const [first] = life;
  const known = last ?? (first && !first.isOurs ? first : undefined);
  return !!known?.facts && known.facts.start <= at && (known.facts.end === null || at < known.facts.end);
}

/** A new door with these lives, one person after the other. Gives the id of the door and of each access. */
async function write(all: readonly Step[][]): Promise<{ doorId: string; ids: string[] }> {
  const doorId = randomUUID();
  await db().execute(sql`
    insert into door (id, building_id, name, kind, is_activated) values (${doorId}, ${buildingId}, 'Model', 'door', true)`);
  const ids = all.map(() => randomUUID());
  const base = { doorId, buildingId };
  for (const [nth, life] of all.entries()) {
    const accessId = ids[nth] ?? '';
    const personId = personIds[nth % personIds.length] ?? '';
    await db()
      .insert(access)
      .values({
        ...base,
        id: accessId,
        personId,
        personName: 'Model',
        personSort: 'model',
        passcodeType: 'PERMANENT',
        granterKind: 'partner',
        startKey: accessId,
        startsAt: noon,
        doorcodeStatus: 'valid',
      });
    await db()
      .insert(accessEvent)
      .values(
        life.map(({ at, name, isOurs, facts }) => ({
          ...base,
          at: minute(at),
          name,
          cause: isOurs ? ('operation' as const) : ('drift' as const),
          accessId,
          personId,
          after: facts && { start: minute(facts.start), end: facts.end === null ? null : minute(facts.end) },
        })),
      );
  }
  return { doorId, ids };
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

const ask = (doorId: string, from: number, to: number | null) =>
  listAnswersQuery.parse({ doors: doorId, from: minute(from), to: to === null ? '' : minute(to), limit: 3 });

test('who could open a door, and what its lock had not heard of, is what a minute by minute replay finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(lives, waits), { minLength: 1, maxLength: 8 }),
      fc.array(fc.tuple(minutes, fc.option(fc.integer({ min: 1, max: 12 }))), { minLength: 3, maxLength: 6 }),
      async (all, questions) => {
        const { doorId, ids } = await write(all.map(([life]) => life));
        for (const [nth, [, wait]] of all.entries()) {
          if (wait) await writeWait(doorId, ids[nth] ?? '', wait);
        }
        for (const [from, length] of questions) {
          const until = from + (length ?? 1);
          const asked = Array.from({ length: until - from }, (_, at) => from + at);
          const expected = ids.filter((_, nth) => asked.some((at) => opens(all[nth]?.[0] ?? [], at)));
          const untold = ids.filter((_, nth) =>
            asked.some((at) => opens(all[nth]?.[0] ?? [], at) && waitsAt(all[nth]?.[1], at)),
          );
          const query = ask(doorId, from, length === null ? null : until);
          const found = await readAll((cursor) => listAnswers(owner, { ...query, cursor }));
          expect(found.toSorted()).toEqual(expected.toSorted());
          expect(await countAnswers(owner, query)).toMatchObject({ count: expected.length });
          const { items } = await listAnswers(owner, { ...query, limit: 200 });
          const doubted = items.filter(({ doubts }) => doubts.includes('had_not_synced'));
          expect(doubted.map(({ id }) => id).toSorted()).toEqual(untold.toSorted());
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('an answer gives all the time in which its access opens, from where it appeared to where it vanished', async () => {
  const life: Step[] = [
    { at: 5, name: 'access.appeared', isOurs: true, facts: { start: 0, end: 30 } },
    { at: 10, name: 'access.changed', isOurs: true, facts: { start: 0, end: 20 } },
    { at: 15, name: 'access.vanished', isOurs: true, facts: null },
    { at: 25, name: 'access.appeared', isOurs: true, facts: { start: 25, end: null } },
  ];
  const { doorId } = await write([life]);
  const spanAt = async (from: number, to: number | null) => {
    const { items } = await listAnswers(owner, ask(doorId, from, to));
    return items.map(({ opensFrom, opensUntil }) => [opensFrom, opensUntil]);
  };
  expect(await spanAt(7, null)).toEqual([[minute(5), minute(15)]]);
  expect(await spanAt(6, 12)).toEqual([[minute(5), minute(15)]]);
  expect(await spanAt(16, null)).toEqual([]);
  expect(await spanAt(30, null)).toEqual([[minute(25), null]]);
});
