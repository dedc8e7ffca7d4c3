import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { adoptUnits, suggestedUnits } from './adopt-units.ts';
import { setBuildingRules } from './building-rules.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 20, now: '2026-11-25T17:00:00.000Z', freeze: true });
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from building where time_zone = 'America/New_York' order by name limit 1`);
  buildingId = found.rows[0]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

/** Gives homes that nobody holds until these instants, adopts them, and says how long their leases last. */
async function adoptedUntil(ends: Record<string, Instant>) {
  const { rows: homes } = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId} and accessibility = 'private' and kind = 'door'
      and is_activated and not exists (select 1 from access where door_id = door.id) order by name`);
  for (const [index, [name, end]] of Object.entries(ends).entries()) {
    const { operationId } = await grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'new', firstName: name, lastName: 'Found', email: `${name}@found.example`, phone: '' },
      doorIds: [homes[index]?.id ?? ''],
      terms: {
        ...{ passcodeType: 'PERMANENT', start: '2026-11-25T17:00:00.000Z', end },
        ...{ shareable: false, role: 'resident', notify: true },
      },
    });
    await settled(owner, operationId);
  }
  const given = new Set(homes.slice(0, Object.keys(ends).length).map(({ id }) => id));
  const suggested = await suggestedUnits(owner, { building: buildingId });
  const names = suggested.filter(({ doors }) => doors.some(({ id }) => given.has(id))).map(({ name }) => name);
  await adoptUnits(nextRequest(owner), { buildingId, names });
  const leases = await db().execute<{ name: string; from: string; to: string }>(sql`
    select p.first_name as name, t.lease_start as "from", t.lease_end as "to"
    from tenancy t join person p on p.id = t.person_id
    where p.first_name = any(${sql.param(Object.keys(ends))}::text[]) and p.last_name = 'Found' order by name`);
  expect(new Set(leases.rows.map(({ from }) => from))).toEqual(new Set(['2026-11-25']));
  return Object.fromEntries(leases.rows.map(({ name, to }) => [name, to]));
}

test('doors given to the end of a day, or to an hour of it, are found as a lease that lasts to that day', async () => {
  const ends = { Ada: '2027-07-01T04:00:00.000Z', Bo: '2027-06-30T21:00:00.000Z', Cy: '2027-06-30T16:00:00.000Z' };
  expect(await adoptedUntil(ends)).toEqual({
    ...{ Ada: '2027-06-30', Bo: '2027-06-30', Cy: '2027-06-30' },
  });
});

test('the days of grace of a building are no part of the lease, which never ends before it begins', async () => {
  await setBuildingRules(nextRequest(owner), { buildingId, moveInHour: 9, moveOutHour: 17, graceDays: 3 });
  const ends = { Di: '2027-07-03T21:00:00.000Z', Eve: '2027-07-04T04:00:00.000Z', Flo: '2026-11-26T22:00:00.000Z' };
  expect(await adoptedUntil(ends)).toEqual({ Di: '2027-06-30', Eve: '2027-06-30', Flo: '2026-11-25' });
});
