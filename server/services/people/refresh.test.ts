import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { getPerson } from './get-person.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 1 });
});
afterAll(() => office.stop());

test('a person who is opened is read at most once a minute, for all viewers together', async () => {
  const { rows } = await db().execute<{ id: string; building: string }>(sql`
    select person_id as id, building_id as building from person_building order by person_id limit 1`);
  const { id = '', building = '' } = rows[0] ?? {};
  const owner = await sessionAs('owner');
  const viewers = [owner, await sessionAs('auditor', [building])];
  const calls = async () =>
    (await office.control.journal()).filter(({ path }) => path.endsWith(`/v1/users/${id}`)).length;

  await Promise.all([...viewers, ...viewers, ...viewers].map((session) => getPerson(session, id)));
  await vi.waitFor(async () => expect((await getPerson(owner, id)).isRefreshing).toBe(false), {
    timeout: 10_000,
    interval: 30,
  });
  await Promise.all(viewers.map((session) => getPerson(session, id)));
  expect(await calls()).toBe(1);

  await db().execute(sql`
    update person set refresh_asked_at = refresh_asked_at - interval '61 seconds',
      refreshed_at = refreshed_at - interval '61 seconds' where id = ${id}`);
  await Promise.all(viewers.map((session) => getPerson(session, id)));
  await vi.waitFor(async () => expect(await calls()).toBe(2), { timeout: 10_000, interval: 30 });
});

test('what was asked for again and again while no worker was there is one reading', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`select id from person order by id desc limit 1 offset 1`);
  const id = rows[0]?.id ?? '';
  const owner = await sessionAs('owner');
  await office.stopWorker();
  for (const _ of [1, 2, 3]) {
    await db().execute(sql`
      update person set refresh_asked_at = refresh_asked_at - interval '61 seconds',
        refreshed_at = refreshed_at - interval '61 seconds' where id = ${id}`);
    await getPerson(owner, id);
  }
  await office.startWorker();
  const jobs = async () =>
    (
      await db().execute(sql`
        select state::text from jobs.job where name = 'refresh-person' and data->>'personId' = ${id}`)
    ).rows;
  await vi.waitFor(async () => expect(await jobs()).toEqual(Array(3).fill({ state: 'completed' })), {
    timeout: 10_000,
    interval: 30,
  });
  const calls = (await office.control.journal()).filter(({ path }) => path.endsWith(`/v1/users/${id}`));
  expect(calls).toHaveLength(1);
});

test('a person is as fresh as the later of their own reading and the last of everybody', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`select id from person order by id desc limit 1 offset 2`);
  const id = rows[0]?.id ?? '';
  const owner = await sessionAs('owner');
  const readAt = async (ago: string) => {
    const found = await db().execute<{ own: string; all: string }>(sql`
      update person set refreshed_at = clock_timestamp() - ${ago}::interval, refresh_asked_at = clock_timestamp()
      where id = ${id}
      returning refreshed_at as own, (select max(finished_at) from sweep where state = 'complete') as "all"`);
    return { ...found.rows[0], shown: (await getPerson(owner, id)).asOf };
  };
  const old = await readAt('2 months');
  expect(old.shown).toBe(old.all);
  const fresh = await readAt('0 seconds');
  expect(fresh.shown).toBe(fresh.own);
});

test('a reading that OpenKit does not answer is not tried again by the queue', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`select id from person order by id desc limit 1`);
  const id = rows[0]?.id ?? '';
  await office.control.addFault({ match: { path: `/v1/users/${id}` }, effect: { type: 'respond', status: 503 } });
  await getPerson(await sessionAs('owner'), id);
  const states = () =>
    db().execute(sql`
      select distinct state::text from jobs.job where name = 'refresh-person' and data->>'personId' = ${id}`);
  await vi.waitFor(async () => expect((await states()).rows).toEqual([{ state: 'completed' }]), {
    timeout: 10_000,
    interval: 30,
  });
});
