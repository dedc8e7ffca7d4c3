import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationTitle, titleOf } from '#lib/messages/operation-words';
import { addDays, dayOf } from '#lib/time/day';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { changeEmail } from '../people/change-email.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { transfer } from '../tenancies/transfer.ts';
import { getUnit } from '../units/get-unit.ts';
import { getOperation } from './get-operation.ts';
import { listOperations, listOperationsQuery } from './list-operations.ts';
import { retryOperation } from './retry-operation.ts';

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

type Asked = { operationId: string | null };
const done = ({ operationId }: Asked) => settled(owner, operationId ?? '');

/** What an operation is called on its page and in the list. */
async function titlesOf(asked: Asked): Promise<string[]> {
  const operation = await done(asked);
  const { items } = await listOperations(owner, listOperationsQuery.parse({}));
  return [titleOf(operation), ...items.filter(({ id }) => id === operation.id).map(operationTitle)];
}
const both = (title: string) => [title, title];

async function livingIn(name: string) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name))));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  return { ...home, doorId: home.door.id, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}
type Home = Awaited<ReturnType<typeof livingIn>>;

async function letIn(name: string, { tenancyId, doorId }: Home): Promise<string> {
  const today = dayOf(await now(), 'America/New_York');
  const stay = await inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds: [doorId] },
    guest: { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    when: { kind: 'stay', from: today, to: addDays(today, 3) },
  });
  return (await done(stay)).people[0]?.id ?? '';
}

const leave = (tenants: Pick<Home, 'tenancyId' | 'personId'>[], doorId: string): Promise<Asked> =>
  moveOut(nextRequest(owner), {
    ...{ intentId: randomUUID(), note: '', tenancyIds: tenants.map(({ tenancyId }) => tenancyId) },
    doors: tenants.map(({ personId }) => ({ personId, doorIds: [doorId] })),
  });

test('a move-out is of who leaves and not of their guest, sent again for the guest alone as well', async () => {
  const home = await livingIn('Ruth');
  const guestId = await letIn('Adele', home);
  await office.control.addFault({
    match: { method: 'DELETE', path: `/v1/users/${guestId}/doors/${home.doorId}` },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const left = await leave([home], home.doorId);
  expect(await titlesOf(left)).toEqual(both('Move Ruth Rivera out: 2 doors'));
  const { leaving, people, progress } = await getOperation(owner, left.operationId ?? '');
  expect([leaving, progress.counts.rejected]).toEqual([[{ id: home.personId, name: 'Ruth Rivera' }], 1]);
  expect(people.map(({ name }) => name)).toEqual(['Ruth Rivera', 'Adele Rivera']);
  const wish = { operationId: left.operationId ?? '', intentId: randomUUID() };
  expect(await titlesOf(await retryOperation(nextRequest(owner), wish))).toEqual(both('Move Ruth Rivera out: 1 door'));
});

test('two of a household who leave are two, and a guest of one of them is none', async () => {
  const home = await livingIn('Saul');
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Selma'))));
  await letIn('Bela', home);
  const tenants = (await getUnit(owner, home.unitId)).tenants.map(({ tenancyId, personId }) => ({
    tenancyId,
    personId: personId ?? '',
  }));
  expect(await titlesOf(await leave(tenants, home.doorId))).toEqual(both('Move 2 people out: 3 doors'));
});

test('who holds nothing any more is moved out by name, where their guest loses the only door', async () => {
  const home = await livingIn('Tilda');
  await letIn('Cleo', home);
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: home.personId, note: '' }));
  expect(await titlesOf(await leave([home], home.doorId))).toEqual(both('Move Tilda Rivera out: 1 door'));
});

test('a transfer is of who moves on, and a new address of one person', async () => {
  const { tenancyId, personId, ...home } = await livingIn('Ulla');
  await letIn('Aaron', { tenancyId, personId, ...home });
  const { unitId } = await homes.newUnit();
  const moved = { intentId: randomUUID(), tenancyId, unitId, leaseEnd: '2031-07-31' };
  expect(await titlesOf(await transfer(nextRequest(owner), moved))).toEqual(both('Transfer Ulla Rivera: 3 changes'));
  const renamed = { intentId: randomUUID(), personId, email: emailOf('Ulla.New'), note: '' };
  expect(await titlesOf(await changeEmail(nextRequest(owner), renamed))).toEqual(
    both('New address of Ulla Rivera: 2 changes'),
  );
});
