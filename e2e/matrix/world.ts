import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Role } from '#lib/permissions';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { nextRequest, sessionAs, settled } from '../fixtures/back-office.ts';
import { addStaff } from '../fixtures/sign-in-as.ts';

/** What an operation can be asked about, all of it in one building. */
export type Target = {
  portfolioId: string;
  buildingId: string;
  /** Somebody with a permanent access of ours on the door, and nothing in any other building. */
  personId: string;
  doorId: string;
  operationId: string;
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
  const [own, sibling, foreign] = [await target(north[0]), await target(north[1]), await target(south[0])];
  return { owner, targets: { own, sibling, foreign } };
}

async function makeTarget(
  owner: Session,
  where: Pick<Target, 'portfolioId' | 'buildingId' | 'doorId'>,
): Promise<Target> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Only', lastName: 'Here', email: `${randomUUID()}@example.com`, phone: '' },
    doorIds: [where.doorId],
    terms: {
      passcodeType: 'PERMANENT',
      start: await now(),
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
    },
  });
  const view = await settled(owner, operationId);
  const entries = await db().execute<{ seq: number }>(
    sql`select min(seq) as seq from audit_entry where operation_id = ${operationId} and building_id = ${where.buildingId}`,
  );
  const staffId = await addStaff(db(), { role: 'leasing_agent', buildingIds: [where.buildingId] });
  const personId = view.people[0]?.id ?? '';
  return { ...where, personId, operationId, staffId, seq: String(entries.rows[0]?.seq) };
}

/** The places a role of the matrix is given: see `reaches`. */
export const scopeOf = (role: Role, { own }: World['targets']) => {
  if (role === 'owner') return {};
  return role === 'portfolio_manager' || role === 'auditor'
    ? { portfolioIds: [own.portfolioId] }
    : { buildingIds: [own.buildingId] };
};

/** Ids in the places of a target, none of which exist. */
export const randomTarget = (): Target => ({
  portfolioId: randomUUID(),
  buildingId: randomUUID(),
  personId: randomUUID(),
  doorId: randomUUID(),
  operationId: randomUUID(),
  staffId: randomUUID(),
  seq: '999999999',
});

/** The same with something that is no id. */
export const malformedTarget = (): Target => {
  const nonsense = "1' or '1'='1";
  return {
    portfolioId: nonsense,
    buildingId: nonsense,
    personId: nonsense,
    doorId: nonsense,
    operationId: nonsense,
    staffId: nonsense,
    seq: nonsense,
  };
};
