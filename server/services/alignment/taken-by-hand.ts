import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import { lineBefore } from '#server/db/successors';
import type { ReasonRow } from '../reasons/reason-rows.ts';
import { lastDoneBy } from '../reasons/waiting-reasons.ts';
import type { Holder } from './find-holders.ts';
import type { LeaseSource } from './plan-alignment.ts';

type Whom = Pick<Holder, 'tenancyId' | 'personId'>;

const keyOf = ({ tenancyId, personId }: Whom, doorId: string): string => `${tenancyId}|${personId}|${doorId}`;

/**
 * Which doors these people had of a source until somebody took them away by hand, and were not given since: bringing
 * others in line is no word that they may have them back.
 */
export async function takenByHand(
  tx: Tx,
  { bundleId, doors }: LeaseSource,
  holders: readonly Holder[],
  standing: ReadonlyMap<string, readonly ReasonRow[]>,
): Promise<(whom: Whom, doorId: string) => boolean> {
  const without = holders.flatMap(({ personId, personKey, tenancyId }) => {
    if (personId === null) return [];
    const own =
      standing.get(personKey)?.filter((one) => one.bundleId === bundleId && one.tenancyId === tenancyId) ?? [];
    return doors
      .filter(({ doorId }) => !own.some((reason) => reason.doorId === doorId))
      .map(({ doorId }) => ({ personId, tenancyId, doorId }));
  });
  const wasRevoked = await everRevoked(
    tx,
    without.map(({ personId }) => personId),
  );
  const revoked = await lastRevoked(
    tx,
    without.filter(({ personId }) => wasRevoked.has(personId)),
  );
  const taken = revoked.length === 0 ? [] : await hadOf(tx, bundleId, revoked);
  const keys = new Set(taken.map(({ doorId, ...whom }) => keyOf(whom, doorId)));
  return (whom, doorId) => keys.size > 0 && keys.has(keyOf(whom, doorId));
}

type Place = Whom & { doorId: string };

const rowsOf = (places: readonly Place[]) => sql`unnest(
  ${sql.param(places.map(({ tenancyId }) => tenancyId))}::uuid[], ${sql.param(places.map(({ personId }) => personId))}::uuid[],
  ${sql.param(places.map(({ doorId }) => doorId))}::uuid[]) as r(tenancy_id, person_id, door_id)`;

const asPlace = sql`r.tenancy_id as "tenancyId", r.person_id as "personId", r.door_id as "doorId"`;

async function lastRevoked(tx: Tx, places: readonly Place[]): Promise<Place[]> {
  const found = await tx.execute<Place>(sql`select ${asPlace} from ${rowsOf(places)} where ${lastDoneBy} = 'revoke'`);
  return found.rows;
}

/**
 * From whom anything was ever taken, or from whom they took the place of: what was last done at a door takes longer to
 * find, and there may be thousands.
 */
async function everRevoked(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const found = await tx.execute<{ id: string }>(sql`
    select person_id as id from operation_item
    where person_id = any(${sql.param([...new Set(personIds)])}::uuid[]) and action = 'revoke'
    union select new_person_id from person_successor`);
  return new Set(found.rows.map(({ id }) => id));
}

/** Those that the source had brought: what was given and taken for something else says nothing of it. */
async function hadOf(tx: Tx, bundleId: string | null, places: readonly Place[]): Promise<Place[]> {
  const found = await tx.execute<Place>(sql`
    select ${asPlace} from ${rowsOf(places)}
    cross join lateral (
      select ${lineBefore('door', sql`r.door_id`)} as doors, ${lineBefore('person', sql`r.person_id`)} as people) line
    where exists (
      select 1 from access_reason had join operation o on o.id = had.ended_operation_id and o.kind = 'revoke'
      where had.person_id = any(line.people) and had.door_id = any(line.doors) and had.ended_at is not null
        and had.tenancy_id is not distinct from r.tenancy_id and had.bundle_id is not distinct from ${bundleId}::uuid)`);
  return found.rows;
}
