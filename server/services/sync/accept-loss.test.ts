import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { UpstreamError } from '#server/openkit/upstream-error';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../../e2e/fixtures/back-office.ts';
import { acceptLoss } from './accept-loss.ts';
import { coverageNow } from './coverage.ts';
import { getLoss } from './get-loss.ts';
import { getSyncStatus } from './get-sync-status.ts';

let office: BackOffice;
let owner: Session;
let lost: { id: string; name: string; building_id: string }[];
let generation: number;

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 3 });
  await office.stopWorker();
  owner = await sessionAs('owner');
  const found = await db().execute<(typeof lost)[number]>(sql`
    select d.id, d.name, d.building_id from door d
    where d.building_id = (select building_id from door group by 1 order by count(*) limit 1) order by d.name`);
  lost = found.rows;
  for (const { id } of lost) await office.control.enableDoor(id, false);
  expect(await sweepNow()).toBe('suspect');
  generation = (await getSyncStatus(owner)).suspect?.generation ?? 0;
});
afterAll(() => office.stop());

const isGone = async () => {
  const { rows } = await db().execute<{ gone: boolean }>(sql`
    select distinct gone_at is not null as gone from door where id = any(${sql.param(lost.map(({ id }) => id))}::uuid[])`);
  return rows.map(({ gone }) => gone);
};

test('a building that is suddenly gone is suspect; what accepting would lose is told by count and name', async () => {
  expect(await isGone()).toEqual([false]);
  const loss = await getLoss(owner, { generation });
  const doors = loss.kinds.find(({ kind }) => kind === 'door');
  expect(doors?.count).toBe(lost.length);
  expect(doors?.names).toEqual(
    lost
      .map(({ name }) => name)
      .toSorted()
      .slice(0, 20),
  );
  expect(loss.outside).toBe(false);
});

test('who does not see all of the loss cannot accept it, nor who may not run readings', async () => {
  const [other] = (
    await db().execute<{ id: string }>(sql`select id from building where id <> ${lost[0]?.building_id ?? ''}`)
  ).rows;
  const manager = await sessionAs('portfolio_manager', [other?.id ?? '']);
  expect((await getLoss(manager, { generation })).outside).toBe(true);
  const scope = { buildingIds: [], portfolioIds: [], doorIds: [lost[0]?.id ?? ''] };
  const ofOneDoor = await getLoss({ ...(await sessionAs('auditor')), scope }, { generation });
  expect(ofOneDoor.kinds.find(({ kind }) => kind === 'door')?.names).toEqual([lost[0]?.name]);
  await expect(acceptLoss(manager, { generation })).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  await expect(acceptLoss(await sessionAs('auditor'), { generation })).rejects.toMatchObject({
    code: 'forbidden_or_missing',
  });
  expect(await isGone()).toEqual([false]);
});

test('accepting takes it for gone at once, is written down, and ends the alarm; a second time is stale', async () => {
  await acceptLoss(owner, { generation });
  expect(await isGone()).toEqual([true]);
  expect((await getSyncStatus(owner)).suspect).toBeNull();
  expect((await coverageNow(db())).coverage.sweep).toBe('complete');
  const logged = await db().execute<{ payload: string }>(sql`
    select payload from audit_entry where event = 'sync.accept_loss' and staff_id = ${owner.staff.id}`);
  expect(JSON.parse(logged.rows[0]?.payload ?? '').details).toMatchObject({
    generation,
    lost: { door: lost.length },
  });
  await expect(acceptLoss(owner, { generation })).rejects.toMatchObject({ code: 'stale' });
  expect(await sweepNow()).toBe('complete');
});

test('what OpenKit shows again comes back by itself', async () => {
  for (const { id } of lost) await office.control.enableDoor(id, true);
  expect(await sweepNow()).toBe('complete');
  expect(await isGone()).toEqual([false]);
});

test('what a newer reading under way has shown already is not lost, however late the loss is accepted', async () => {
  for (const { id } of lost) await office.control.enableDoor(id, false);
  expect(await sweepNow()).toBe('suspect');
  const suspect = (await getSyncStatus(owner)).suspect?.generation ?? 0;
  for (const { id } of lost) await office.control.enableDoor(id, true);
  // A read is tried three times: the sweep stops between its first page of people and its second.
  for (const nth of [2, 3, 4]) {
    await office.control.addFault({
      match: { path: '/v1/users', nth },
      effect: { type: 'respond', status: 503 },
      times: 1,
    });
  }
  await expect(sweepNow()).rejects.toBeInstanceOf(UpstreamError);
  const { kinds } = await getLoss(owner, { generation: suspect });
  expect(kinds.map(({ kind }) => kind)).not.toContain('door');
  await acceptLoss(owner, { generation: suspect });
  expect(await isGone()).toEqual([false]);
  const { rows } = await db().execute<{ n: number }>(sql`
    select count(*) as n from access
    where gone_at is null and door_id = any(${sql.param(lost.map(({ id }) => id))}::uuid[])`);
  expect(rows[0]?.n).toBeGreaterThan(0);
  await office.control.clearFaults();
  expect(await sweepNow()).toBe('complete');
});

test('a portfolio without a building goes with its last one, and comes back with it', async () => {
  const { rows } = await db().execute<{ id: string; portfolioId: string }>(sql`
    select id, portfolio_id as "portfolioId" from building
    where portfolio_id = (select portfolio_id from building where portfolio_id is not null order by id limit 1)`);
  const isGoneNow = async () => {
    const found = await db().execute<{ gone: boolean }>(sql`
      select gone_at is not null as gone from portfolio where id = ${rows[0]?.portfolioId ?? ''}`);
    return found.rows[0]?.gone;
  };
  const show = async (gone: boolean) => {
    for (const { id } of rows) await office.control.worldEvent({ type: 'building_gone', buildingUuid: id, gone });
    if ((await sweepNow()) === 'complete') return;
    const generation = (await getSyncStatus(owner)).suspect?.generation ?? 0;
    await acceptLoss(owner, { generation });
  };
  expect(await isGoneNow()).toBe(false);
  await show(true);
  expect(await isGoneNow()).toBe(true);
  await show(false);
  expect(await isGoneNow()).toBe(false);
});
