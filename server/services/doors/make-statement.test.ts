import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { exportList } from '../exports/export-list.ts';
import { makeDoorStatement } from './make-statement.ts';

type Door = { id: string; buildingId: string; zone: string };

let office: BackOffice;
let owner: Session;
let [mine, other]: Door[] = [];
let today = '';

beforeAll(async () => {
  office = await startBackOffice({ people: 60, buildings: 2 });
  owner = await sessionAs('owner');
  const doors = await db().execute<Door>(sql`
    select distinct on (d.building_id) d.id, d.building_id as "buildingId", b.time_zone as zone
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone is not null order by d.building_id, d.id`);
  [mine, other] = doors.rows;
  today = dayOf(await now(), mine?.zone ?? 'UTC');
});
afterAll(() => office.stop());

/** Gives the door, from now or in so many days. Resolves to the name of whom, and their id. */
async function give(firstName: string, inDays = 0): Promise<string> {
  const at = await now();
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName, lastName: 'Holder', email: `${randomUUID()}@example.com`, phone: '' },
    doorIds: [mine?.id ?? ''],
    terms: { ...endless, start: inDays ? addMs(at, inDays * 86_400_000) : at, notify: false },
  });
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

const make = (session: Session, firstDay: string, lastDay: string, doorId = mine?.id ?? '') =>
  makeDoorStatement(nextRequest(session), { doorId, firstDay, lastDay });
const namesIn = ({ holders }: Awaited<ReturnType<typeof make>>) =>
  holders.map(({ personName }) => personName).filter((name) => name.endsWith(' Holder'));

test('names whoever held access at any time of the days, those who lost it since as well, and nobody else', async () => {
  const gone = await give('Gone');
  await give('Here');
  await give('Later', 10);
  const revoked = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId: gone,
    doorIds: [mine?.id ?? ''],
  });
  await settled(owner, revoked.operationId);
  const statement = await make(owner, today, today);
  expect(namesIn(statement)).toEqual(['Gone Holder', 'Here Holder']);
  const [lost] = statement.holders.filter(({ personId }) => personId === gone);
  expect(lost).toMatchObject({ opensUntil: expect.any(String), cause: 'operation', staffName: owner.staff.name });
  expect(statement.count).toBe(statement.holders.length);
  expect(statement).toMatchObject({ zone: mine?.zone, isZoneKnown: true, madeBy: owner.staff.name });
  expect(statement.coverage.readBefore ?? statement.bounds.beginsAt).toEqual(expect.any(String));

  expect(namesIn(await make(owner, addDays(today, 5), addDays(today, 20)))).toEqual(['Here Holder', 'Later Holder']);
  expect(namesIn(await make(owner, addDays(today, -9), addDays(today, -2)))).toEqual([]);
});

test('it is in the log before it is answered, with its days and without a name', async () => {
  await make(owner, today, today);
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  expect(entry).toMatchObject({ event: 'door.statement', objectType: 'door', objectId: mine?.id });
  expect(JSON.parse(entry?.payload ?? '{}')).toMatchObject({
    buildingId: mine?.buildingId,
    details: { firstDay: today, lastDay: today, count: expect.any(Number) },
  });
  expect(entry?.payload).not.toContain('Holder');
});

test('of a door out of scope, or without the right to take data out, there is none', async () => {
  const missing = { code: 'forbidden_or_missing' };
  const manager = await sessionAs('building_manager', [mine?.buildingId ?? '']);
  expect((await make(manager, today, today)).door.id).toBe(mine?.id);
  await expect(make(manager, today, today, other?.id)).rejects.toMatchObject(missing);
  await expect(make(manager, today, today, randomUUID())).rejects.toMatchObject(missing);
  const agent = await sessionAs('leasing_agent', [mine?.buildingId ?? '']);
  await expect(make(agent, today, today)).rejects.toMatchObject(missing);
});

test('door-limited auditors may have it for their door', async () => {
  const auditor = await sessionAs('auditor');
  const session: Session = { ...auditor, scope: { buildingIds: [], portfolioIds: [], doorIds: [mine?.id ?? ''] } };
  await give('Seen');
  const found = await make(session, today, today);
  expect(namesIn(found)).toContain('Seen Holder');
  await expect(make(session, today, today, other?.id)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});

test('statements count with files: thirty an hour, asked for at once or not, and the refused are not in the log', async () => {
  const eager = await sessionAs('auditor', [mine?.buildingId ?? '']);
  await exportList(nextRequest(eager), {
    selection: { kind: 'ids', list: 'doors', ids: [mine?.id ?? ''] },
    columns: ['name'],
  });
  const answers = await Promise.allSettled(Array.from({ length: 31 }, () => make(eager, today, today)));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? answer.reason.params.reason : []));
  expect(refused).toEqual(Array(2).fill('export_often'));
  expect(await db().$count(auditEntry, eq(auditEntry.staffId, eager.staff.id))).toBe(30);
});
