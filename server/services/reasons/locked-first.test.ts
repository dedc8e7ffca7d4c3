import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Accepted } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { lockPeople } from '../people/lock-people.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { transfer } from '../tenancies/transfer.ts';
import { alignUnit } from '../units/align-unit.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { writeReasons } from './reason-rows.ts';

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

const done = ({ operationId }: Accepted) => settled(owner, operationId ?? '');
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;

async function movedIn(name: string) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name))));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  return { ...home, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

/** What comes of an act that has to wait for somebody else's change of the same person, which notes a door for them. */
async function whileNoting(personId: string, doorId: string, act: () => Promise<Accepted>): Promise<Accepted> {
  const start = await now();
  const { acting } = await db().transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const acting = act();
    await waitedFor(tx);
    const reason = { doorId, buildingId: homes.buildingId, start, end: null, shareable: false };
    const add = [{ ...reason, role: 'resident' as const, kind: 'by_hand' as const }];
    await writeReasons(tx, [{ personId, personKey: personId, add }], null);
    return { acting };
  });
  return acting;
}

async function waitedFor(tx: Tx): Promise<void> {
  const [mine] = (await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)).rows;
  await vi.waitFor(
    async () => {
      const { rows } = await db().execute(
        sql`select 1 from pg_stat_activity where ${mine?.pid}::int = any(pg_blocking_pids(pid))`,
      );
      expect(rows).not.toEqual([]);
    },
    { timeout: 20_000, interval: 30 },
  );
}

test('a transfer is planned from what holds once it is alone with the person', async () => {
  const { tenancyId, personId, door } = await movedIn('Tara');
  const next = await homes.newUnit();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const moved = await done(await whileNoting(personId, door.id, () => transfer(nextRequest(owner), wish)));
  expect(moved.doors.some(({ action }) => action === 'revoke')).toBe(false);
  expect(await opens(door.id, personId)).toBe(true);
});

test('so is what brings people in line', async () => {
  const { unitId, name, personId, door } = await movedIn('Alma');
  const next = await homes.newUnit();
  const { buildingId } = homes;
  await saveUnit(nextRequest(owner), { unitId: next.unitId, buildingId, name: next.name, doorIds: [] });
  await saveUnit(nextRequest(owner), { unitId, buildingId, name, doorIds: [next.door.id] });
  const align = () => alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId });
  await done(await whileNoting(personId, door.id, align));
  expect(await opens(next.door.id, personId)).toBe(true);
  expect(await opens(door.id, personId)).toBe(true);
});
