import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { lostPhone } from '#server/services/accesses/lost-phone';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';

/** Here somebody gives access with another program, so what OpenKit applied is not what we say: no oracle at the end. */
let office: BackOffice;
let owner: Session;

beforeAll(async () => {
  office = await startBackOffice({ readings: { repeatGrant: 'add' } });
  owner = await sessionAs('owner');
});
afterAll(() => office.stop());

test('a lost phone takes what was given since the last sweep as well, and does not read the person for each door', async () => {
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit 8`);
  const doorIds = found.rows.map(({ id }) => id);
  const [twice = ''] = doorIds.slice(2);
  const name = { firstName: 'Lia', lastName: 'Moss', email: 'lia@example.com' };
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', ...name, phone: '' },
    doorIds,
    terms: { ...endless, start: await now() },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  await office.control.advanceClock('PT2H');
  await office.control.grantPastTheConsole(name, [twice]);
  await office.control.clearJournal();
  const lost = await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' });
  const done = await settled(owner, lost.operationId ?? '');
  expect(new Set(done.doors.map(({ state }) => state))).toEqual(new Set(['applied']));
  expect(await office.control.tryDoor(twice, { userUuid: personId })).toMatchObject({ opens: false });
  const reads = (await office.control.journal()).filter(({ method }) => method === 'GET');
  expect(reads.length).toBeLessThan(doorIds.length);
});
