import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#server/db/pool';
import { listAccesses } from '#server/services/accesses/list-accesses';
import { listAccessesQuery } from '#server/services/accesses/list-query';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';
import { aims, casesFor } from './cases.ts';
import { explain, listenToQueries, nodesOf, type PlanNode } from './explain.ts';
import { openMirror, type SeededMirror, viewer } from './open-mirror.ts';
import { buildingId, scales } from './seed-mirror.ts';

let mirror: SeededMirror;

beforeAll(async () => {
  mirror = await openMirror(scales.small);
  listenToQueries();
  // So few rows are quickly read through: shapes are those of full size only where that is no way out.
  await mirror.client.query('set enable_seqscan = off');
}, 180_000);
afterAll(() => mirror.close());

const scopes = ['all', 1, 10] as const;
/**
 * Rows in order before the page is cut from them: hits up to a cap, never the 60,000 accesses; in a scope what it
 * holds, and ten of this mirror's twenty buildings hold half of it.
 */
const mostSorted = { all: 10_000, scope: 33_000 };

const sorts = (plan: PlanNode): number[] =>
  nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Sort')
    .flatMap((node) => (node.Plans ?? []).map((below) => below['Actual Rows'] ?? 0));

test.each(casesFor(buildingId(1)))(
  '$name touches little, and neither reads nor sorts everything',
  async ({ kind, read }) => {
    for (const scope of scopes) {
      const session = viewer(scope);
      const { plans, buffers } = await explain(mirror.client, () => read(session));
      if (scope === 'all') expect(plans.length).toBeGreaterThan(0);
      expect(buffers, `as staff of ${scope} buildings`).toBeLessThanOrEqual(
        scope === 'all' ? Math.max(aims[kind], aims.combined) : aims.combined,
      );
      for (const plan of plans) {
        for (const node of nodesOf(plan)) {
          expect(`${node['Node Type']} of ${node['Relation Name']}`).not.toMatch(/^Seq Scan of access/);
        }
        expect(Math.max(0, ...sorts(plan))).toBeLessThanOrEqual(mostSorted[scope === 'all' ? 'all' : 'scope']);
      }
    }
  },
);

test.each([
  ['one person', 1],
  ...['people', 'people q=okafor', 'doors', 'accesses sort=person', 'events', 'events q=okafor'].map(
    (name) => [name, 2] as const,
  ),
] as const)('%s: %i questions, for what is shown and, of a list, for what goes with it', async (name, questions) => {
  const asked = casesFor(buildingId(1)).find((each) => each.name === name);
  const read = () => asked?.read(viewer('all')) ?? Promise.reject(new Error(`There is no case ${name}.`));
  await read();
  expect((await explain(mirror.client, read)).plans).toHaveLength(questions);
});

test('hits that are too many to collect are met along the order: the same rows, page by page', async () => {
  for (const [scope, building] of [
    ['all', ''],
    [3, buildingId(3)],
  ] as const) {
    const session = viewer(scope);
    const where = sql`a.role = 'resident' and (${building} = '' or a.building_id::text = ${building})
      and a.building_id = any(${sql.param(Array.from({ length: 20 }, (_, at) => buildingId(at + 1)))}::uuid[])`;
    const accesses = await db().execute<{ id: string }>(sql`
      select a.id from access a join person p on p.id = a.person_id where ${where}
      order by p.sort_name, p.id, a.id limit 120`);
    const people = await db().execute<{ id: string }>(sql`
      select p.id from person p where exists (select 1 from access a where a.person_id = p.id and ${where})
      order by p.sort_name, p.id limit 120`);
    const query = { role: 'resident', building };
    const readAccesses = (cursor: string) =>
      listAccesses(session, listAccessesQuery.parse({ ...query, cursor, limit: 60 }));
    const readPeople = (cursor: string) => listPeople(session, listPeopleQuery.parse({ ...query, cursor, limit: 60 }));
    expect(await firstTwo(readAccesses)).toEqual(accesses.rows.map((row) => row.id));
    expect(await firstTwo(readPeople)).toEqual(people.rows.map((row) => row.id));
  }
});

test('a search that finds thousands gives the same rows as looking at each access', async () => {
  const session = viewer('all');
  for (const [q, sort] of [
    ['lobby', 'person'],
    ['lobby', '-end'],
    ['zoe', 'door'],
    ['smith', 'end'],
  ] as const) {
    const order = {
      person: sql`p.sort_name, p.id, a.id`,
      door: sql`d.sort_name, d.id, a.id`,
      end: sql`coalesce(a.ends_at, 'infinity'), a.id`,
      '-end': sql`coalesce(a.ends_at, 'infinity') desc, a.id desc`,
    }[sort];
    const expected = await db().execute<{ id: string }>(sql`
      select a.id from access a join person p on p.id = a.person_id join door d on d.id = a.door_id
      where p.search_text like ${`%${q}%`} or d.search_text like ${`%${q}%`} order by ${order} limit 120`);
    const read = (cursor: string) => listAccesses(session, listAccessesQuery.parse({ q, sort, cursor, limit: 60 }));
    expect(await firstTwo(read), `${q} by ${sort}`).toEqual(expected.rows.map((row) => row.id));
  }
});

type Read = (cursor: string) => Promise<{ items: { id: string }[]; nextCursor: string | null }>;

async function firstTwo(read: Read): Promise<string[]> {
  const first = await read('');
  const second = await read(first.nextCursor ?? '');
  return [...first.items, ...second.items].map((item) => item.id);
}
