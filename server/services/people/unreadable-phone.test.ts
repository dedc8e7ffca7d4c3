import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accepted } from '#lib/schemas/tenancy';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { refreshPerson } from '#server/mirror/refresh-person';
import { openkit } from '#server/openkit/openkit';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { replaceStart } from '../accesses/replace-start.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { planMissing } from '../dry-runs/plan-missing.ts';
import { moveIn } from '../tenancies/move-in.ts';

/** As the app takes it: a number of another country, without its code. */
const phone = '0171 1234567';

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

const communal = (index: number) => homes.communal[index]?.id ?? '';
const readAgain = (personId: string) =>
  refreshPerson(db(), openkit(), { requestId: randomUUID(), priority: 'interactive' }, personId);

/** Somebody who holds a door, and has since put this phone into the app. */
async function knownWithIt(name: string): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    doorIds: [communal(0)],
    terms: { ...endless, start: await now() },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  await office.control.worldEvent({ type: 'phone_changed', userUuid: personId, phone });
  await readAgain(personId);
  const kept = await db().execute(sql`select phone from person where id = ${personId}`);
  expect(kept.rows).toEqual([{ phone }]);
  return personId;
}

async function confirmed(dryRunId: string): Promise<Accepted> {
  const { hash } = await getDryRun(owner, dryRunId);
  return confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() });
}

async function inBulk(personId: string, given: { doorIds: string[]; bundleIds: string[] }): Promise<Accepted> {
  const { dryRunId } = await planBulk(nextRequest(owner), {
    selection: { kind: 'ids', list: 'people', ids: [personId] },
    wish: {
      ...{ kind: 'grant', firstDay: null, lastDay: null, role: 'non_resident', shareable: false, notify: false },
      ...given,
    },
  });
  return confirmed(dryRunId);
}

const ways: Record<string, (personId: string) => Promise<Accepted>> = {
  hand: async (personId) =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'known', personId },
      doorIds: [communal(1)],
      terms: { ...endless, start: await now() },
    }),
  bulk: (personId) => inBulk(personId, { doorIds: [communal(1)], bundleIds: [] }),
  bundle: async (personId) => {
    const doors = [{ doorId: communal(1), isShareable: false, endsOn: null }];
    const bundle = { bundleId: null, buildingId: homes.buildingId, name: 'Cleaners', kind: 'service' as const, doors };
    const { bundleId } = await saveBundle(nextRequest(owner), bundle);
    return inBulk(personId, { doorIds: [], bundleIds: [bundleId] });
  },
  missing: async (personId) => {
    await office.control.revokeElsewhere(personId, communal(0));
    await readAgain(personId);
    return confirmed((await planMissing(nextRequest(owner), { doorId: communal(0) })).dryRunId);
  },
  start: async (personId) => {
    const start = addMs(await now(), 86_400_000);
    const wish = { intentId: randomUUID(), personId, doorIds: [communal(0)], start };
    return replaceStart(nextRequest(owner), wish);
  },
  lease: async (personId) => {
    const { unitId } = await homes.newUnit();
    return moveIn(nextRequest(owner), moveInWish(unitId, { kind: 'known', personId }));
  },
};

test.each(Object.entries(ways))(
  'a phone that nobody can read keeps nobody with an email from lasting access, by %s',
  async (name, give) => {
    const personId = await knownWithIt(`Of${name}`);
    const { doors } = await settled(owner, (await give(personId)).operationId ?? '');
    expect(doors.length).toBeGreaterThan(0);
    expect(new Set(doors.map((door) => [door.state, door.reason].join(' ')))).toEqual(new Set(['applied ']));
    expect(new Set(doors.map((door) => door.personId))).toEqual(new Set([personId]));
  },
);

test('a phone that was typed for somebody new is still refused where nobody can read it', async () => {
  const asked = grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Newcomer', lastName: 'Rivera', email: emailOf('Newcomer'), phone },
    doorIds: [communal(0)],
    terms: { ...endless, start: await now() },
  });
  await expect(asked).rejects.toMatchObject({ field: 'recipient.phone', params: { reason: 'phone_invalid' } });
});
