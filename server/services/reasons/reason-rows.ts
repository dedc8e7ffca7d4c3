import { type SQL, sql } from 'drizzle-orm';
import { isUuid } from '#lib/ids';
import type { Instant } from '#lib/time/instant';
import type { ReasonKind } from '#lib/units/kinds';
import type { Reason } from '#lib/units/plan-calls';
import { idsInARow } from '#server/db/ids-in-a-row';
import { insertRows } from '#server/db/insert-rows';
import type { Tx } from '#server/db/pool';
import { accessReason } from '#server/db/schema/units';

/** A reason as it is kept: what the plan needs, and what it is. */
export type ReasonRow = Reason & {
  id: string;
  personKey: string;
  buildingId: string | null;
  kind: ReasonKind;
  tenancyId: string | null;
  bundleId: string | null;
  note: string | null;
};

/**
 * Condition on an `access_reason` by its alias: it stands and wants its door. Codes for a day want nothing any more,
 * nor does what is over and no lease: a lease that is over may still be extended.
 */
export const isWanting = (reason: SQL, at: Instant): SQL => sql`(
  ${reason}.ended_at is null and not ${reason}.is_daily
  and (${reason}.tenancy_id is not null or ${reason}.ends_at > ${at}::timestamptz or ${reason}.ends_at is null))`;

/**
 * Every reason of these people (ids, or addresses of people nobody knows the id of) that wants a door. `doorIds`: one
 * of these alone.
 */
export async function readReasons(
  tx: Tx,
  personKeys: readonly string[],
  at: Instant,
  doorIds?: readonly string[],
): Promise<ReasonRow[]> {
  const ids = personKeys.filter(isUuid);
  const addresses = personKeys.filter((key) => !isUuid(key));
  const isTheirs = sql`(r.person_id = any(${sql.param(ids)}::uuid[])
    or (r.person_id is null and r.person_key = any(${sql.param(addresses)}::text[])))`;
  const found = await tx.execute<ReasonRow>(sql`
    select id, coalesce(person_id::text, person_key) as "personKey", door_id as "doorId", building_id as "buildingId",
      kind, tenancy_id as "tenancyId", bundle_id as "bundleId", note, starts_at as start, ends_at as "end", shareable, role
    from access_reason r
    where ${isWanting(sql`r`, at)} and ${isTheirs}
      and ${doorIds ? sql`r.door_id = any(${sql.param([...doorIds])}::uuid[])` : sql`true`}`);
  return found.rows;
}

export type NewReason = Reason & {
  buildingId: string | null;
  kind: ReasonKind;
  tenancyId?: string | null;
  bundleId?: string | null;
  hostId?: string | null;
  isDaily?: boolean;
  note?: string | null;
};

export type ReasonHolder = { personId: string | null; personKey: string };

/** Notes why these people are to hold doors. `operationId` null = they were found holding them. */
export async function writeReasons(
  tx: Tx,
  holders: readonly (ReasonHolder & { add: readonly NewReason[] })[],
  operationId: string | null,
): Promise<void> {
  const nextId = idsInARow();
  const rows = holders.flatMap(({ personId, personKey, add }) =>
    add.map(({ start, end, isDaily = false, ...reason }) => ({
      ...reason,
      id: nextId(),
      isDaily,
      personId,
      personKey,
      startsAt: start,
      endsAt: end,
      operationId,
    })),
  );
  await insertRows(tx, accessReason, rows);
}

/** Ends reasons. `operationId` = what takes the doors away, if anything has to. */
export async function endReasons(
  tx: Tx,
  ids: readonly string[],
  { at, operationId }: { at: Instant; operationId: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update access_reason set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    where id = any(${sql.param([...ids])}::uuid[])`);
}
