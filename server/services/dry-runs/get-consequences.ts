import { sql } from 'drizzle-orm';
import type { DryRunConsequences } from '#lib/schemas/dry-run';
import type { Instant } from '#lib/time/instant';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { accessesOfGuests } from '../guests/host-of.ts';
import { getDryRun } from './get-dry-run.ts';

/**
 * What follows from confirming a dry run of one's own, as the mirror stands now: in a few queries, however many rows it
 * has. Throws Refusal as `getDryRun` does.
 */
export async function getConsequences(session: Session, id: string): Promise<DryRunConsequences> {
  await getDryRun(session, id);
  const at = await now();
  const [locks, given, held] = await Promise.all([lateLocks(id), givenTo(session, id), heldThere(session, id, at)]);
  const revoked = held.filter((one) => one.isRevoked);
  return {
    locks,
    ...given,
    taken: revoked.filter((one) => one.isPermanent && one.granterKind !== 'user'),
    daily: held.filter((one) => !one.isPermanent),
    guests: await guestsThere(session, revoked, at),
  };
}

async function lateLocks(id: string): Promise<DryRunConsequences['locks']> {
  const found = await db().execute<DryRunConsequences['locks'][number]>(sql`
    select distinct r.action, asked->>'name' as name, d.is_connected as "isConnected"
    from dry_run_row r cross join jsonb_array_elements(r.doors) asked left join door d on d.id = (asked->>'doorId')::uuid
    where r.dry_run_id = ${id} and r.action is not null and d.is_connected is not true
    order by name`);
  return found.rows;
}

type Given = Pick<DryRunConsequences, 'newcomers' | 'residents'>;

/**
 * Whoever is not in scope counts as new, as their row looks: else a number would tell that they are known elsewhere.
 */
async function givenTo(session: Session, id: string): Promise<Given> {
  const found = await db().execute<Given>(sql`
    select (count(distinct lower(r.recipient->>'email'))
        filter (where r.person_id is null or not ${personInScope(session, sql`r.person_id`)}))::int as newcomers,
      (count(distinct coalesce(r.person_id::text, lower(r.recipient->>'email')))
        filter (where r.terms->>'role' = 'resident'))::int as residents
    from dry_run_row r where r.dry_run_id = ${id} and r.action = 'grant'`);
  return found.rows[0] ?? { newcomers: 0, residents: 0 };
}

type Held = DryRunConsequences['taken'][number] & {
  personId: string;
  doorId: string;
  isPermanent: boolean;
  granterKind: 'partner' | 'user' | 'unknown';
  /** False where only a daily code was chosen, for which nothing is sent. */
  isRevoked: boolean;
};

/** Whatever people hold on the doors that are chosen to be taken from them. */
async function heldThere(session: Session, id: string, at: Instant): Promise<Held[]> {
  const found = await db().execute<Held>(sql`
    select a.person_id as "personId", a.door_id as "doorId", a.person_name as "personName",
      coalesce(a.door_name, 'Unknown door') as "doorName", chosen."isRevoked", a.granter_kind as "granterKind",
      a.passcode_type = 'PERMANENT' as "isPermanent", a.doorcode_status in ('valid', 'resident') as "hasCode",
      a.role is not distinct from 'resident' as "isResident", a.granter_kind = 'unknown' as "isFromOthers",
      count(*) filter (where a.passcode_type = 'PERMANENT') over (partition by a.person_id, a.door_id) > 1 as "isDoubled"
    from (
      select r.person_id, (asked->>'doorId')::uuid as door_id, bool_or(r.action is not null) as "isRevoked"
      from dry_run_row r cross join jsonb_array_elements(r.doors) asked
      where r.dry_run_id = ${id} and (r.action = 'revoke' or r.problem = 'daily_stays') group by 1, 2
    ) chosen join access a on a.person_id = chosen.person_id and a.door_id = chosen.door_id
    where a.gone_at is null and a.open_until > ${at}::timestamptz and ${inScope(session, sql`a.building_id`)}
    order by a.person_sort, a.person_id, a.door_sort, a.door_id, a.id`);
  return found.rows;
}

type GuestThere = DryRunConsequences['guests'][number] & { hostId: string; personId: string; doorId: string };

/** Who was let in there by those who lose the door, and does not lose it by themselves. */
async function guestsThere(session: Session, revoked: readonly Held[], at: Instant): Promise<GuestThere[]> {
  if (revoked.length === 0) return [];
  const isRevoked = new Set(revoked.map(({ personId, doorId }) => `${personId}|${doorId}`));
  const found = await db().execute<GuestThere>(sql`
    select distinct hosted.host_id as "hostId", a.person_id as "personId", a.door_id as "doorId",
      a.person_name as "personName", coalesce(a.door_name, 'Unknown door') as "doorName",
      a.granter_kind = 'partner' as "isOurs", a.passcode_type <> 'PERMANENT' as "isDaily", a.person_sort
    from (${accessesOfGuests([...new Set(revoked.map(({ personId }) => personId))], at)}) hosted
    join access a on a.id = hosted.id
    where a.gone_at is null and a.open_until > ${at}::timestamptz and ${inScope(session, sql`a.building_id`)}
    order by a.person_sort, "personId", "doorName"`);
  return found.rows.filter(
    ({ hostId, personId, doorId, isOurs }) =>
      isRevoked.has(`${hostId}|${doorId}`) && !(isOurs && isRevoked.has(`${personId}|${doorId}`)),
  );
}
