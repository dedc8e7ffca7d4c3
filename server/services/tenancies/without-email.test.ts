import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { type Homes, moveInWish, openHomes } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { getUnit } from '../units/get-unit.ts';
import { moveIn } from './move-in.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const ask = (unitId: string, person: MoveInInput['person'], more: Partial<MoveInInput> = {}) =>
  moveIn(nextRequest(owner), moveInWish(unitId, person, more));

test('somebody without an email moves in once, however often the button is pressed, and a namesake is asked about', async () => {
  const { unitId } = await homes.newUnit();
  const noEmail = { kind: 'new', firstName: 'Old', lastName: 'Timer', email: '' } as const;
  const intentId = randomUUID();
  const more = { intentId, needsKeycard: true };
  const answers = await Promise.all([1, 2, 3].map(() => ask(unitId, noEmail, more)));
  expect([...answers, await ask(unitId, noEmail, more)]).toEqual(Array(4).fill({ operationId: null }));
  const namesOf = async () => (await getUnit(owner, unitId)).tenants.map(({ name }) => name);
  expect(await namesOf()).toEqual(['Old Timer']);
  const { rows } = await db().execute(sql`select kind from task where unit_id = ${unitId} order by kind`);
  expect(rows).toEqual([{ kind: 'keycard' }, { kind: 'no_email' }]);

  const again = (firstName: string, lease: Partial<MoveInInput> = {}) => ask(unitId, { ...noEmail, firstName }, lease);
  const refused = { code: 'invalid', field: 'person.lastName', params: { reason: 'namesake_already' } };
  await expect(again('old')).rejects.toMatchObject(refused);
  await again('Older');
  // Whoever comes after them is somebody else.
  await again('Old', { leaseStart: '2031-08-01', leaseEnd: null });
  expect((await namesOf()).toSorted()).toEqual(['Old Timer', 'Old Timer', 'Older Timer']);
});

test('somebody without an email moves from one home to another: the lease and the tasks, and nothing is sent', async () => {
  const [from, to] = [await homes.newUnit(), await homes.newUnit()];
  const person = { kind: 'new', firstName: 'Una', lastName: 'Plume', email: '' } as const;
  await ask(from.unitId, person, { needsKeycard: true });
  const [tenant] = (await getUnit(owner, from.unitId)).tenants;
  const before = (await office.control.journal()).length;
  const wish = { tenancyId: tenant?.tenancyId ?? '', unitId: to.unitId, leaseEnd: '2032-07-31' };
  expect(await transfer(nextRequest(owner), { ...wish, intentId: randomUUID() })).toEqual({ operationId: null });
  expect((await getUnit(owner, from.unitId)).tenants).toEqual([]);
  const [moved] = (await getUnit(owner, to.unitId)).tenants;
  expect(moved).toMatchObject({ name: 'Una Plume', leaseEnd: '2032-07-31', wantedDoors: 0 });
  const { rows } = await db().execute(sql`
    select unit_id as "unitId", kind from task where person_name = 'Una Plume' and done_at is null order by kind`);
  expect(rows).toEqual([
    { unitId: from.unitId, kind: 'access_back' },
    { unitId: from.unitId, kind: 'keycard_back' },
    { unitId: to.unitId, kind: 'no_email' },
  ]);
  expect((await office.control.journal()).slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
});
