import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { NamedResident, RowProblem } from '#lib/table/unit-rows';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { leaseWindow } from '#lib/units/lease-window';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { insertRows } from '#server/db/insert-rows';
import { personName } from '#server/db/names';
import type { Tx } from '#server/db/pool';
import { tenancy } from '#server/db/schema/units';
import { writeReasons } from '../reasons/reason-rows.ts';
import { type LeaseFacts, readLeaseFacts } from '../tenancies/lease-facts.ts';
import { leaseReasons } from '../tenancies/unit-doors.ts';
import { endFoundElsewhere } from './adopt-households.ts';

/** Somebody a table names as living in a unit that is there, or is about to be. */
export type PlacedResident = NamedResident & { unitId: string };

export type Households = { residents: FoundResident[]; problems: RowProblem[] };
type FoundResident = PlacedResident & { personId: string; name: string };

/**
 * Who of them is known by this email in scope; the others are told, row by row: nobody lives here who cannot be given
 * access.
 */
export async function findResidents(tx: Tx, session: Session, placed: readonly PlacedResident[]): Promise<Households> {
  const emails = placed.map(({ email }) => email.toLowerCase());
  const found = await tx.execute<{ email: string; id: string; name: string }>(sql`
    select email_key as email, id, ${personName(sql`person`)} as name from person
    where email_key = any(${sql.param(emails)}::text[]) and gone_at is null and ${personInScope(session, sql`person.id`)}`);
  const known = new Map(found.rows.map((row) => [row.email, row]));
  const problems: RowProblem[] = [];
  const residents = placed.flatMap((row): FoundResident[] => {
    const person = known.get(row.email.toLowerCase());
    if (person) return [{ ...row, personId: person.id, name: person.name }];
    problems.push({ line: row.line, reason: 'row_resident_unknown', params: { email: row.email } });
    return [];
  });
  return { residents, problems };
}

/**
 * Notes the leases of these people: whoever was found living there gets the dates of the table, the others a lease with
 * the private doors of the unit as what they are meant to hold. Nothing is sent. Resolves to the leases that got other
 * dates than they had.
 */
export async function noteResidents(
  tx: Tx,
  session: Session,
  residents: readonly FoundResident[],
  at: Instant,
): Promise<RedatedLease[]> {
  if (residents.length === 0) return [];
  const facts = await readLeaseFacts(
    tx,
    session,
    {
      unitIds: [...new Set(residents.map(({ unitId }) => unitId))],
      bundleIds: [],
      personIds: residents.map(({ personId }) => personId),
      personKeys: residents.map(({ personId }) => personId),
      doorIds: [],
    },
    at,
  );
  const livesThere = ({ unitId, personId }: FoundResident) => facts.tenants.has(`${unitId}|${personId}`);
  const redated = await redate(tx, residents.filter(livesThere));
  const leases = residents.filter((one) => !livesThere(one)).flatMap((one) => toLease(one, facts, at));
  const homes = leases.flatMap(({ holder: { personId, add } }) => add.map(({ doorId }) => ({ personId, doorId })));
  await endFoundElsewhere(tx, homes, at);
  await insertRows(
    tx,
    tenancy,
    leases.map(({ lease }) => lease),
  );
  await writeReasons(
    tx,
    leases.map(({ holder }) => holder),
    null,
  );
  return redated;
}

export type RedatedLease = Record<'unitId' | 'buildingId' | 'personId' | 'name', string> &
  Record<'startBefore' | 'startAfter' | 'endBefore' | 'endAfter', LocalDate | null>;

/** The days of the table are those of the contract; a day it leaves out stays as it was found. */
async function redate(tx: Tx, residents: readonly FoundResident[]): Promise<RedatedLease[]> {
  const found = await tx.execute<RedatedLease>(sql`
    with given as (select * from unnest(${sql.param(residents.map(({ unitId }) => unitId))}::uuid[],
      ${sql.param(residents.map(({ personId }) => personId))}::uuid[],
      ${sql.param(residents.map(({ leaseStart }) => leaseStart))}::date[],
      ${sql.param(residents.map(({ leaseEnd }) => leaseEnd))}::date[]) as given(unit_id, person_id, starts, ends)),
    before as (
      select t.id, t.lease_start, t.lease_end, coalesce(given.starts, t.lease_start) as starts,
        coalesce(given.ends, t.lease_end) as ends
      from tenancy t join given on t.unit_id = given.unit_id and t.person_id = given.person_id
      where t.ended_at is null for update of t)
    update tenancy t set lease_start = before.starts, lease_end = before.ends from before
    where t.id = before.id and (before.starts, before.ends) is distinct from (before.lease_start, before.lease_end)
    returning t.unit_id as "unitId", t.building_id as "buildingId", t.person_id as "personId", t.person_name as name,
      before.lease_start as "startBefore", t.lease_start as "startAfter", before.lease_end as "endBefore", t.lease_end as "endAfter"`);
  return found.rows;
}

function toLease({ unitId, personId, name, leaseStart, leaseEnd }: FoundResident, facts: LeaseFacts, at: Instant) {
  const unit = facts.units.get(unitId);
  if (!unit) return [];
  const { buildingId } = unit;
  const id = randomUUID();
  const zone = unit.timeZone ?? 'UTC';
  const window = leaseWindow({ start: leaseStart, end: leaseEnd }, facts.rulesOf(buildingId), zone, at);
  const isOver = window.end !== null && window.end <= window.start;
  const wanted = isOver ? [] : leaseReasons(facts.doorsOf(unit, []), { window, zone, tenancyId: id, unit });
  const lease = {
    id,
    unitId,
    buildingId,
    personId,
    personKey: personId,
    personName: name,
    leaseStart,
    leaseEnd,
    isFound: true,
  };
  return [{ lease, holder: { personId, personKey: personId, add: wanted } }];
}
