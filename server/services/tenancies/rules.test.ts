import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accepted } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { dryRunRowsQuery, listDryRunRows } from '../dry-runs/list-dry-run-rows.ts';
import { planOnboarding } from '../dry-runs/plan-onboarding.ts';
import { alignUnit } from '../units/align-unit.ts';
import { setBuildingRules } from '../units/building-rules.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { extendLease } from './extend-lease.ts';
import { moveIn } from './move-in.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;

/** In New York from 15:00 on the first day to 11:00 two days after the last one. */
beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  const rules = { moveInHour: 15, moveOutHour: 11, graceDays: 2 };
  await setBuildingRules(nextRequest(owner), { buildingId: homes.buildingId, ...rules });
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = ({ operationId }: Accepted) => settled(owner, operationId ?? '');

/** "start to end" of what somebody holds, to the minute. */
const windowsOf = async (name: string) =>
  (await office.control.user(emailOf(name)))?.accesses
    .filter(({ revoked }) => !revoked)
    .map(({ startTime, endTime }) => `${startTime.slice(0, 16)} to ${endTime?.slice(0, 16)}`);

const endsOf = async (name: string) => (await windowsOf(name))?.map((window) => window.split(' to ')[1]);

test('a lease opens and closes doors by the hours and grace days of its building, one by one or from a table', async () => {
  const [home, next] = [await homes.newUnit(), await homes.newUnit()];
  const lease = { leaseStart: '2030-12-01', leaseEnd: '2031-07-31' };
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Ruby'), lease)));
  expect(await windowsOf('Ruby')).toEqual(['2030-12-01T20:00 to 2031-08-02T15:00']);

  const { dryRunId } = await planOnboarding(nextRequest(owner), {
    text: `Theo,Rivera,${emailOf('Theo')},${next.name}`,
    hasHeader: false,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: 3, start: null, end: null },
    ...{ doorIds: [], firstDay: lease.leaseStart, lastDay: lease.leaseEnd },
    ...{ role: 'resident', shareable: false, notify: true },
  });
  const { items } = await listDryRunRows(owner, dryRunRowsQuery.parse({ id: dryRunId, limit: 10 }));
  expect(items).toMatchObject([{ startAfter: '2030-12-01T20:00:00.000Z', endAfter: '2031-08-02T15:00:00.000Z' }]);
});

test('so do an extension, a transfer, and a door that the unit comes to have', async () => {
  const [home, next, extra] = [await homes.newUnit(), await homes.newUnit(), await homes.newUnit()];
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Rhea'))));
  expect(await endsOf('Rhea')).toEqual(['2031-08-02T15:00']);
  const tenancyId = (await getUnit(owner, home.unitId)).tenants[0]?.tenancyId ?? '';
  const longer = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2032-07-31', sharing: null };
  await done(await extendLease(nextRequest(owner), longer));
  expect(await endsOf('Rhea')).toEqual(['2032-08-02T15:00']);

  const move = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2033-01-31' };
  await done(await transfer(nextRequest(owner), move));
  expect(await endsOf('Rhea')).toEqual(['2033-02-02T16:00']);

  const { unitId, name } = next;
  const doorIds = [next.door.id, extra.door.id];
  await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  await done(await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId }));
  expect(await endsOf('Rhea')).toEqual(['2033-02-02T16:00', '2033-02-02T16:00']);
});
