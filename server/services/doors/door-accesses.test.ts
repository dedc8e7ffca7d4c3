import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, settled, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { countDoorAccessesQuery, listDoorAccessesQuery } from './accesses-query.ts';
import { getDoor } from './get-door.ts';
import { countDoorAccesses, listDoorAccesses } from './list-door-accesses.ts';

let office: BackOffice;
let owner: Session;
let lobby: { id: string; building_id: string };

beforeAll(async () => {
  office = await startBackOffice({ people: 200, buildings: 2 });
  owner = await sessionAs('owner');
  const found = await db().execute<typeof lobby>(sql`
    select door_id as id, building_id from access group by door_id, building_id order by count(*) desc limit 1`);
  if (!found.rows[0]) throw new Error('The world has no door that anybody opens.');
  lobby = found.rows[0];
});
afterAll(() => office.stop());

const query = (asked: object) => listDoorAccessesQuery.parse({ id: lobby.id, limit: 200, ...asked });

const readIds = (asked: object) => readAll((cursor) => listDoorAccesses(owner, query({ ...asked, cursor, limit: 9 })));

test('now, next and ended together are every access of the door, each in one of them, counted alike', async () => {
  const { counts } = await getDoor(owner, lobby.id);
  const all: string[] = [];
  for (const show of ['now', 'next', 'ended'] as const) {
    const ids = await readIds({ show });
    const count = await countDoorAccesses(owner, countDoorAccessesQuery.parse({ id: lobby.id, show }));
    expect([count.count, counts[show]]).toEqual([ids.length, ids.length]);
    all.push(...ids);
  }
  const expected = await db().execute<{ id: string }>(
    sql`select id from access where door_id = ${lobby.id} order by id`,
  );
  expect(all.toSorted()).toEqual(expected.rows.map(({ id }) => id));
  expect(counts.now).toBeGreaterThan(20);
});

test('those who can open it now come by name or by when it ends, both ways', async () => {
  const byName = await readIds({ sort: 'name' });
  const names = await db().execute<{ id: string }>(sql`
    select a.id from access a join person p on p.id = a.person_id
    where a.id = any(${sql.param(byName)}::uuid[]) order by p.sort_name, a.id`);
  expect(byName).toEqual(names.rows.map(({ id }) => id));
  expect(await readIds({ sort: '-name' })).toEqual(byName.toReversed());
  const { items } = await listDoorAccesses(owner, query({ sort: 'end' }));
  const ends = items.map(({ end }) => end ?? 'z');
  expect(ends).toEqual(ends.toSorted());
  expect(new Set(ends).size).toBeGreaterThan(1);
  expect(await readIds({ sort: '-end' })).toEqual((await readIds({ sort: 'end' })).toReversed());
});

test('a search finds a person of the door by any part of their name', async () => {
  const { items } = await listDoorAccesses(owner, query({}));
  const wanted = items[0];
  const found = await listDoorAccesses(owner, query({ q: wanted?.personName.toUpperCase() }));
  expect(found.items.map(({ id }) => id)).toContain(wanted?.id);
  expect(found.items.length).toBeLessThan(items.length);
});

test('an access shared by a resident names the resident', async () => {
  const shared = await db().execute<{ id: string; door_id: string; name: string }>(sql`
    select a.id, a.door_id, g.first_name || ' ' || g.last_name as name from access a join person g on g.id = a.granter_id
    where a.granter_kind = 'user' and a.gone_at is null and a.starts_at <= ${await now()}::timestamptz
      and a.ends_at > ${await now()}::timestamptz limit 1`);
  const [one] = shared.rows;
  const { items } = await listDoorAccesses(owner, query({ id: one?.door_id }));
  expect(items.find(({ id }) => id === one?.id)?.granterName).toBe(one?.name);
});

test('S06: a door out of scope has no accesses to show', async () => {
  const elsewhere = await db().execute<{ id: string }>(
    sql`select id from building where id <> ${lobby.building_id} limit 1`,
  );
  const agent = await sessionAs('leasing_agent', [elsewhere.rows[0]?.id ?? '']);
  expect((await listDoorAccesses(agent, query({}))).items).toEqual([]);
  expect(await countDoorAccesses(agent, query({}))).toEqual({ count: 0, isExact: true });
});

test('an access that is being revoked says so until it is over, and then stands among those that ended', async () => {
  const { items } = await listDoorAccesses(owner, query({}));
  const one = items.find(({ passcodeType, granterKind }) => passcodeType === 'PERMANENT' && granterKind === 'partner');
  if (!one) throw new Error('Nobody here holds anything that could be revoked.');
  await office.stopWorker();
  const { operationId } = await revokeAccess(owner, {
    intentId: randomUUID(),
    personId: one.personId,
    doorIds: [lobby.id],
  });
  const during = await listDoorAccesses(owner, query({}));
  expect(during.items.find(({ id }) => id === one.id)).toMatchObject({ pending: 'sending', pendingKind: 'revoke' });
  expect((await getDoor(owner, lobby.id)).operationIds).toEqual([operationId]);
  await office.startWorker();
  await settled(owner, operationId);
  const ended = await listDoorAccesses(owner, query({ show: 'ended' }));
  expect(ended.items.find(({ id }) => id === one.id)).toMatchObject({ state: 'gone', pending: null });
  expect((await getDoor(owner, lobby.id)).operationIds).toEqual([]);
});
