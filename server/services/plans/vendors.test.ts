import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everywhere } from '#lib/area';
import type { CreatePlanInput } from '#lib/schemas/plan';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { issueCodes } from '../../../e2e/fixtures/issue-codes.ts';
import { changeVendor } from './change-vendor.ts';
import { createPlan } from './create-plan.ts';
import { getPlan } from './get-plan.ts';
import { listVendors } from './list-vendors.ts';

type Place = { id: string; building_id: string };

let office: BackOffice;
let owner: Session;
let here: Place;
let elsewhere: Place;

beforeAll(async () => {
  office = await startBackOffice({ people: 10, buildings: 3, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<Place>(sql`
    select distinct on (d.building_id) d.id, d.building_id from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone is not null order by d.building_id, d.id`);
  const [first, second] = found.rows;
  if (!first || !second) throw new Error('The world has no two buildings with a zone.');
  here = first;
  elsewhere = second;
});
afterAll(() => office.stop());

async function plan(company: string, firstName: string, change: Partial<CreatePlanInput> = {}): Promise<string> {
  const { planId } = await createPlan(nextRequest(owner), {
    ...{ intentId: randomUUID(), doorIds: [here.id], weekdays: [0, 1, 2, 3, 4, 5, 6], dates: [], exceptions: [] },
    ...{ starts: '2026-11-25', until: null, notify: true, company, firstName, lastName: 'Bright' },
    ...{ email: `${firstName.toLowerCase()}@bright.example`, phone: '' },
    ...change,
  });
  return planId;
}
const vendor = async (name: string, session = owner, area = everywhere) =>
  (await listVendors(session, area)).find((one) => one.name === name);
const stateOf = async (planId: string) => (await getPlan(owner, { planId })).state;

test('a company stands with its people, their plans, their last code and whoever shares their phone', async () => {
  const ada = await plan('Sweepers', 'Ada');
  const shared = { email: '', phone: '+12125550123' };
  await plan('Sweepers', 'Bo', shared);
  await plan('Gardeners', 'Cy', shared);
  await issueCodes();
  expect(await vendor('Sweepers')).toMatchObject({
    mayManage: true,
    technicians: [
      {
        ...{ name: 'Ada Bright', email: 'ada@bright.example', sharesContactWith: [] },
        lastDay: expect.stringMatching(/^2026-11-2[56]$/),
        plans: [{ id: ada, state: 'active', starts: '2026-11-25', doorCount: 1 }],
      },
      { name: 'Bo Bright', phone: '+12125550123', sharesContactWith: ['Cy Bright'] },
    ],
  });
});

test('S06: of a company nobody sees people without a door in scope, nor changes what reaches beyond it', async () => {
  const mine = await plan('Painters', 'Di');
  const foreign = await plan('Painters', 'Ed', { doorIds: [elsewhere.id] });
  const manager = await sessionAs('building_manager', [here.building_id]);
  const seen = await vendor('Painters', manager);
  expect(seen).toMatchObject({ mayManage: false, technicians: [{ name: 'Di Bright' }] });
  const vendorId = seen?.id ?? '';
  for (const input of [
    { vendorId, change: 'rename', company: 'Mine' },
    { vendorId, change: 'end', technicianId: null },
  ] as const) {
    await expect(changeVendor(nextRequest(manager), input)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  }
  const technicianId = seen?.technicians[0]?.id ?? '';
  await changeVendor(nextRequest(manager), { vendorId, change: 'end', technicianId });
  expect([await stateOf(mine), await stateOf(foreign)]).toEqual(['ended', 'active']);
  const again = changeVendor(nextRequest(manager), { vendorId, change: 'end', technicianId });
  await expect(again).rejects.toMatchObject({ code: 'stale' });
  const auditor = await sessionAs('auditor', [here.building_id, elsewhere.building_id]);
  expect(await vendor('Painters', auditor)).toMatchObject({ mayManage: false });
  const denied = changeVendor(nextRequest(auditor), { vendorId, change: 'end', technicianId: null });
  await expect(denied).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});

test('all plans of a company end at once, each with its line in the log', async () => {
  const plans = [await plan('Movers', 'Flo'), await plan('Movers', 'Gus')];
  const session = nextRequest(owner);
  await changeVendor(session, { vendorId: (await vendor('Movers'))?.id ?? '', change: 'end', technicianId: null });
  for (const id of plans) expect(await stateOf(id)).toBe('ended');
  const entries = await db().execute<{ object_id: string }>(sql`
    select object_id from audit_entry where request_id = ${session.requestId} and event = 'plan.change'`);
  expect(entries.rows.map((row) => row.object_id).toSorted()).toEqual(plans.toSorted());
});

test('a company gets another name; the name of another one makes one of both', async () => {
  const planId = await plan('Fixers', 'Hal');
  await plan('Menders', 'Ivy');
  const vendorId = (await vendor('Fixers'))?.id ?? '';
  await changeVendor(nextRequest(owner), { vendorId, change: 'rename', company: 'Fixers & Co' });
  expect((await getPlan(owner, { planId })).vendorName).toBe('Fixers & Co');
  await changeVendor(nextRequest(owner), { vendorId, change: 'rename', company: 'menders' });
  expect((await vendor('Menders'))?.technicians.map(({ name }) => name)).toEqual(['Hal Bright', 'Ivy Bright']);
  expect(await vendor('Fixers & Co')).toBeUndefined();
});

test('in an area stand the companies with a plan there, each as it stands everywhere', async () => {
  await plan('Tilers', 'Flo');
  await plan('Tilers', 'Gil', { doorIds: [elsewhere.id] });
  await plan('Roofers', 'Hal', { doorIds: [elsewhere.id] });
  const at = ({ building_id: building }: Place) => ({ portfolio: '', building });
  const whole = await vendor('Tilers');
  expect(whole?.technicians).toHaveLength(2);
  expect(await vendor('Tilers', owner, at(here))).toEqual(whole);
  expect(await vendor('Roofers', owner, at(here))).toBeUndefined();
  expect(await vendor('Roofers', owner, at(elsewhere))).toMatchObject({ technicians: [{ name: 'Hal Bright' }] });
  expect(await listVendors(owner, { portfolio: randomUUID(), building: '' })).toEqual([]);
});
