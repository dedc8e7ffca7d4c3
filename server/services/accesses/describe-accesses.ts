import { type SQL, sql } from 'drizzle-orm';
import type { AccessRow } from '#lib/schemas/access-row';
import type { Instant } from '#lib/time/instant';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import type { Db, Tx } from '#server/db/pool';
import { hostColumns, joinHost } from '../guests/host-of.ts';
import { openOperation, standingAt } from './standing.ts';

type FoundRow = Omit<AccessRow, 'state'> & { goneAt: Instant | null; key: string };

/** What the lists show of the accesses that `found` (a query for whole ones, each with a `key`) gives, in its order. */
export async function describeAccesses(
  db: Db | Tx,
  session: Session,
  found: SQL,
  at: Instant,
): Promise<(AccessRow & { key: string })[]> {
  const { rows } = await db.execute<FoundRow>(withFacts(session, found, at));
  return rows.map((row) => toRow(row, at));
}

/** Adds to the ids found what the lists show of each; a host out of scope stays unnamed. */
const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with a as (select row_number() over () as position, found.* from (${found}) found),
  -- Hundreds at most: read once instead of looked up for each row.
  b as materialized (select id, name, time_zone from building)
  select a.id, a.person_id as "personId", a.person_name as "personName", a.door_id as "doorId",
    coalesce(a.door_name, 'Unknown door') as "doorName", a.building_id as "buildingId",
    coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone",
    a.passcode_type as "passcodeType", a.starts_at as start, a.ends_at as "end", a.day, a.role,
    a.granter_kind as "granterKind", host.id as "granterId", ${personName(sql`host`)} as "granterName",
    ${hostColumns},
    a.doorcode_status as "doorcodeStatus", a.gone_at as "goneAt", a.awaits_sync_since as "awaitsSyncSince", a.key, open.state as pending,
    open.action as "pendingKind"
  from a left join b on b.id = a.building_id
  left join person host on a.granter_kind = 'user' and host.id = a.granter_id
    and ${personInScope(session, sql`host.id`)}
  ${joinHost(session, at)}
  left join lateral (${openOperation}) open on true
  order by a.position`;

const toRow = ({ goneAt, ...row }: FoundRow, at: Instant): AccessRow & { key: string } => ({
  ...row,
  ...standingAt({ ...row, goneAt }, at),
});
