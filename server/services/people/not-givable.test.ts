import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { openHomes } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { replaceStart } from '../accesses/replace-start.ts';
import { changeEmail } from './change-email.ts';

let office: BackOffice;
let owner: Session;
let personId: string;
let kept: { id: string; name: string };
let lockless: { id: string; name: string };

const email = 'uma.holds@example.com';

/** Somebody holds two doors, and of the one the lock is taken out, as to exchange it. */
beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const { communal } = await openHomes(owner);
  [kept = { id: '', name: '' }, lockless = { id: '', name: '' }] = communal;
  const given = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Uma', lastName: 'Holds', email, phone: '' },
    doorIds: [kept.id, lockless.id],
    terms: { ...endless, start: await now(), notify: false },
  });
  personId = (await settled(owner, given.operationId)).people[0]?.id ?? '';
  await office.stopWorker();
  await office.control.worldEvent({ type: 'door_device', doorUuid: lockless.id, device: 'removed' });
  await sweepNow();
  await office.startWorker();
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const held = async (of: string) =>
  new Set((await office.control.user(of))?.accesses.filter((one) => !one.revoked).map((one) => one.doorUuid));

test('no new start for a door without a lock: revoked, it could not be given again', async () => {
  const start = addMs(await now(), 86_400_000);
  const wish = { intentId: randomUUID(), personId, doorIds: [kept.id, lockless.id], start };
  await expect(replaceStart(nextRequest(owner), wish)).rejects.toMatchObject({
    ...{ code: 'invalid', field: 'doorIds' },
    params: { reason: 'door_not_activated', door: lockless.name },
  });
  expect(await held(email)).toEqual(new Set([kept.id, lockless.id]));
});

test('a new email leaves a door without a lock with the old address, as a task, and takes the others along', async () => {
  const to = 'uma.new@example.com';
  const wish = { intentId: randomUUID(), personId, email: to, note: '' };
  const { operationId } = await changeEmail(nextRequest(owner), wish);
  const { doors } = await settled(owner, operationId ?? '');
  expect(doors).toMatchObject([
    { action: 'grant', state: 'applied', doorId: kept.id },
    { action: 'revoke', state: 'applied', doorId: kept.id },
  ]);
  expect(await held(to)).toEqual(new Set([kept.id]));
  expect(await held(email)).toEqual(new Set([lockless.id]));
  const { rows } = await db().execute(sql`
    select kind, door_id as "doorId", person_name as "personName" from task where operation_id = ${operationId}`);
  expect(rows).toEqual([{ kind: 'lock_to_activate', doorId: lockless.id, personName: 'Uma Holds' }]);
});

test('an email is not changed while none of the doors can be given', async () => {
  const wish = { intentId: randomUUID(), personId, email: 'uma.third@example.com', note: '' };
  await expect(changeEmail(nextRequest(owner), wish)).rejects.toMatchObject({
    ...{ code: 'invalid', field: 'email', params: { reason: 'nothing_givable' } },
  });
});
