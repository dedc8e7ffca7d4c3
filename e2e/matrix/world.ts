import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Role } from '#lib/permissions';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { lostPhone } from '#server/services/accesses/lost-phone';
import { saveBundle } from '#server/services/bundles/save-bundle';
import { createPlan } from '#server/services/plans/create-plan';
import { moveIn } from '#server/services/tenancies/move-in';
import { saveUnit } from '#server/services/units/save-unit';
import { nextRequest, sessionAs, settled } from '../fixtures/back-office.ts';
import { addStaff } from '../fixtures/sign-in-as.ts';
import { endless } from '../fixtures/terms.ts';

/** What an operation can be asked about, all of it in one building. */
export type Target = {
  portfolioId: string;
  buildingId: string;
  /** Somebody with a permanent access of ours on the door, and nothing in any other building. */
  personId: string;
  doorId: string;
  operationId: string;
  /** Took an access away from somebody who lost their phone. */
  revocationId: string;
  unitId: string;
  /** Nobody lives there, and it has no door. */
  emptyUnitId: string;
  tenancyId: string;
  bundleId: string;
  taskId: string;
  planId: string;
  staffId: string;
  /** An entry of the log about the building. */
  seq: string;
};

export const places = ['own', 'sibling', 'foreign'] as const;
type Place = (typeof places)[number];
export type World = { targets: Record<Place, Target>; owner: Session };

type Building = { portfolio_id: string; building_id: string; door_id: string };

/** Three buildings in two portfolios, with somebody and something to do in each. */
export async function makeWorld(): Promise<World> {
  const owner = await sessionAs('owner');
  const found = await db().execute<Building>(sql`
    select b.portfolio_id, d.building_id, min(d.id::text) as door_id
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone is not null and b.portfolio_id is not null
    group by b.portfolio_id, d.building_id order by 1, 2`);
  const [north = [], south = []] = [...Map.groupBy(found.rows, (row) => row.portfolio_id).values()];
  const target = async (building: Building | undefined): Promise<Target> => {
    if (!building) throw new Error('The emulator has too few buildings.');
    const { portfolio_id: portfolioId, building_id: buildingId, door_id: doorId } = building;
    return makeTarget(owner, { portfolioId, buildingId, doorId });
  };
  // Their residents were read, which only whoever looks after a building may know.
  await db().execute(sql`
    insert into resident_reading (building_id, asked_at, read_at)
    select id, clock_timestamp(), clock_timestamp() from building on conflict do nothing`);
  const [own, sibling, foreign] = [await target(north[0]), await target(north[1]), await target(south[0])];
  return { owner, targets: { own, sibling, foreign } };
}

type Where = Pick<Target, 'portfolioId' | 'buildingId' | 'doorId'>;

async function makeTarget(owner: Session, where: Where): Promise<Target> {
  const { operationId, personId } = await giveDoor(owner, where);
  const former = await giveDoor(owner, where);
  const lost = { intentId: randomUUID(), personId: former.personId, note: '' };
  const revocationId = (await lostPhone(nextRequest(owner), lost)).operationId ?? '';
  await settled(owner, revocationId);
  const entries = await db().execute<{ seq: number }>(
    sql`select min(seq) as seq from audit_entry where operation_id = ${operationId} and building_id = ${where.buildingId}`,
  );
  const staffId = await addStaff(db(), { role: 'leasing_agent', buildingIds: [where.buildingId] });
  const made = { personId, operationId, revocationId, staffId };
  return { ...where, ...(await makeHome(owner, where)), ...made, seq: String(entries.rows[0]?.seq) };
}

async function giveDoor(owner: Session, { doorId }: Where): Promise<{ operationId: string; personId: string }> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Only', lastName: 'Here', email: `${randomUUID()}@example.com`, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });
  const view = await settled(owner, operationId);
  return { operationId, personId: view.people[0]?.id ?? '' };
}

type Home = Pick<Target, 'unitId' | 'emptyUnitId' | 'tenancyId' | 'bundleId' | 'taskId' | 'planId'>;

/** A unit somebody has moved into, a bundle, a keycard to hand over, and a plan of day codes. */
async function makeHome(owner: Session, { buildingId, doorId }: Pick<Target, 'buildingId' | 'doorId'>): Promise<Home> {
  const day = (await now()).slice(0, 10);
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: '1A', doorIds: [doorId] });
  const empty = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: '1B', doorIds: [] });
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Lives', lastName: 'Here', email: `${randomUUID()}@example.com` },
    leaseStart: '2026-01-01',
    leaseEnd: null,
    bundleIds: [],
    needsKeycard: true,
  });
  if (moved.operationId) await settled(owner, moved.operationId);
  const doors = [{ doorId, isShareable: false, endsOn: null }];
  const { bundleId } = await saveBundle(nextRequest(owner), {
    bundleId: null,
    buildingId,
    name: 'Amenities',
    kind: 'amenities',
    doors,
  });
  const { planId } = await createPlan(nextRequest(owner), {
    intentId: randomUUID(),
    doorIds: [doorId],
    weekdays: [0],
    dates: [],
    starts: day,
    until: null,
    exceptions: [],
    notify: false,
    company: 'Fixers',
    firstName: 'Comes',
    lastName: 'Weekly',
    email: `${randomUUID()}@example.com`,
    phone: '',
  });
  const found = await db().execute<{ tenancy_id: string; task_id: string }>(sql`
    select (select id from tenancy where unit_id = ${unitId} limit 1) as tenancy_id,
      (select id from task where building_id = ${buildingId} limit 1) as task_id`);
  const { tenancy_id: tenancyId = '', task_id: taskId = '' } = found.rows[0] ?? {};
  return { unitId, emptyUnitId: empty.unitId, bundleId, planId, tenancyId, taskId };
}

/** The places a role of the matrix is given: see `reaches`. */
export const scopeOf = (role: Role, { own }: World['targets']) => {
  if (role === 'owner') return {};
  return role === 'portfolio_manager' || role === 'auditor'
    ? { portfolioIds: [own.portfolioId] }
    : { buildingIds: [own.buildingId] };
};

const ids = [
  'portfolioId',
  'buildingId',
  'personId',
  'doorId',
  'operationId',
  'revocationId',
  'unitId',
  'emptyUnitId',
  'tenancyId',
  'bundleId',
  'taskId',
  'planId',
  'staffId',
] as const;

const targetOf = (id: () => string, seq: string): Target => ({
  ...(Object.fromEntries(ids.map((name) => [name, id()])) as Record<(typeof ids)[number], string>),
  seq,
});

/** Ids in the places of a target, none of which exist. */
export const randomTarget = (): Target => targetOf(randomUUID, '999999999');

/** The same with something that is no id. */
export const malformedTarget = (): Target => targetOf(() => "1' or '1'='1", "1' or '1'='1");
