import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMs, type Instant } from '#lib/time/instant';
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
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { listAnswers } from './list-answers.ts';
import { listAnswersQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;
let doorId: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 60, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id and b.time_zone = 'America/New_York'
    where d.kind = 'door' and d.is_activated and d.is_connected order by d.name limit 1`);
  doorId = found.rows[0]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function code(passcodeType: 'DAILY' | 'DAILY_SINGLE_USE', name: string) {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: name, lastName: 'Only', email: `${name}@asked.example`, phone: '' },
    doorIds: [doorId],
    terms: { passcodeType, start: await now(), end: null, shareable: false, role: 'non_resident', notify: true },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  const [typed = ''] = await office.control.codesOf(personId);
  return { personId, opens: async () => (await office.control.tryDoor(doorId, { code: typed })).opens };
}

const answersAt = async (from: Instant, personId: string) =>
  (await listAnswers(owner, listAnswersQuery.parse({ doors: doorId, from }))).items.filter(
    (answer) => answer.personId === personId,
  );

test('a code for a day that OpenKit lists no more is an answer until its day is over', async () => {
  const { personId, opens } = await code('DAILY', 'Daisy');
  await office.control.revokeElsewhere(personId, doorId);
  expect(await sweepNow()).toBe('complete');
  const gone = await now();
  expect(await opens()).toBe(true);
  const [answer] = await answersAt(addMs(gone, 60_000), personId);
  expect(answer).toMatchObject({ doubts: ['could_still_open'], opensUntil: '2026-11-26T05:00:00.000Z' });
  expect(await answersAt('2026-11-26T05:00:00.000Z', personId)).toEqual([]);
  await office.control.freezeClock('2026-11-26T05:00:00.000Z');
  expect(await opens()).toBe(false);
});

test('one for a single use that is listed no more was used, for all that is known', async () => {
  const { personId } = await code('DAILY_SINGLE_USE', 'Uno');
  await office.control.revokeElsewhere(personId, doorId);
  expect(await sweepNow()).toBe('complete');
  expect(await answersAt(addMs(await now(), 60_000), personId)).toEqual([]);
});
