import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { openkit } from '#server/openkit/openkit';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { databaseTime } from './database-time.ts';
import { savePeople } from './save-people.ts';

let office: BackOffice;
let owner: Session;
let door: string;
let other: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
    order by id limit 2`);
  [door = '', other = ''] = found.rows.map(({ id }) => id);
});
afterAll(() => office.stop());

test('a reading that began before a revocation was confirmed does not bring the door back, and tells all the rest', async () => {
  const name = { firstName: 'Ona', lastName: 'Reyes', email: 'earlier@example.com' };
  const at = await now();
  const given = () =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'new', ...name, phone: '' },
      doorIds: [door],
      terms: { ...endless, start: at },
    });
  const personId = (await settled(owner, (await given()).operationId)).people[0]?.id ?? '';
  const ctx = { requestId: randomUUID(), priority: 'sync' as const };
  const read = async () => ({ readAt: await databaseTime(db()), person: await openkit().getPerson(ctx, personId) });
  const save = async ({ readAt, person }: Awaited<ReturnType<typeof read>>) => {
    const people = person ? [person] : [];
    await db().transaction((tx) =>
      savePeople(tx, { people, at, readAt, cause: { kind: 'reading' }, alone: false, generation: 1 }),
    );
    const held = await db().execute<{ doorId: string }>(sql`
      select door_id as "doorId" from access where person_id = ${personId} and gone_at is null`);
    return held.rows.map(({ doorId }) => doorId);
  };
  await office.control.grantPastTheConsole(name, [other]);
  const before = await read();
  const revoked = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door] });
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await save(before)).toEqual([other]);
  // Given anew elsewhere after it, it counts from the next reading on.
  await office.control.grantPastTheConsole(name, [door]);
  expect((await save(await read())).toSorted()).toEqual([door, other].toSorted());
});
