import { sql } from 'drizzle-orm';
import type { Terms } from '#lib/access-rules/terms';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { defaultRules, type LeaseRules, lastDayOf } from '#lib/units/lease-window';
import type { AuditInput } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';
import type { DoorVerdict } from './item-result.ts';
import { sameInstant } from './match-access.ts';
import { actorOf } from './new-operation.ts';
import { retryChain } from './retry-chain.ts';

/**
 * Where somebody changed an access by hand, what it is held for follows: otherwise the next plan of their lease would
 * start from an end that is no more. Of the reasons it was held for the one that kept the door open longest gets the
 * new end, no other outlives it, and what would begin after it is over. A lease all of whose doors were moved moves
 * with them. Changes that come from reasons find them as wanted already; guests follow either. Answers the records for
 * the log.
 */
export async function followChange(
  tx: Tx,
  item: ClaimedItem,
  doors: readonly DoorVerdict[],
  at: Instant,
): Promise<AuditInput[]> {
  const { action, terms, expected, personId } = item;
  const doorId = doors.find(({ state }) => state === 'applied')?.doorId;
  if (action !== 'change' || !terms || !personId || !doorId) return [];
  const changed = { personId, doorId, terms, endBefore: expected?.end ?? null };
  const by = { at, operationId: item.operationId };
  const records = (await isByHand(tx, item, doorId)) ? await follow(tx, item, changed, by) : [];
  await endGuests(tx, changed, by);
  return records;
}

type By = { at: Instant; operationId: string };

async function follow(tx: Tx, item: ClaimedItem, changed: Changed, by: By): Promise<AuditInput[]> {
  const { expected } = item;
  const { terms } = changed;
  if (expected?.shareable !== terms.shareable) await share(tx, changed);
  if (expected && sameInstant(expected.end, terms.end)) return [];
  await endWhatBeginsLater(tx, changed, by);
  await moveEnds(tx, changed);
  return moveLeases(tx, item, changed);
}

/** A single change, one of many chosen in a list, or a held door given again; leases bring reasons of their own. */
async function isByHand(tx: Tx, { operationId, personId }: ClaimedItem, doorId: string): Promise<boolean> {
  const found = await tx.execute(sql`
    select 1 from operation o where o.id = ${operationId} and o.kind in ('change', 'extend', 'grant')
      and not exists (select 1 from access_reason r where r.operation_id = any(${retryChain(operationId)})
        and r.person_id = ${personId} and r.door_id = ${doorId})`);
  return found.rows.length > 0;
}

type Place = { personId: string; doorId: string };
type Changed = Place & { terms: Terms; endBefore: Instant | null };

/**
 * Condition on the reasons for which a door is held: what begins only after the old end and the new is for another
 * time.
 */
const isHeldFor = ({ personId, doorId, terms, endBefore }: Changed) => sql`
  person_id = ${personId} and door_id = ${doorId} and ended_at is null and not is_daily
  and (starts_at < coalesce(${endBefore}::timestamptz, 'infinity')
    or starts_at < coalesce(${terms.end}::timestamptz, 'infinity'))`;

/** Those reasons, each with whether it keeps the door open longest. */
const standing = (changed: Changed) => sql`
  select id, shareable, coalesce(ends_at, 'infinity') as until, bool_or(shareable) over () as is_shared,
    coalesce(ends_at, 'infinity') = max(coalesce(ends_at, 'infinity')) over () as is_longest
  from access_reason where ${isHeldFor(changed)}`;

/** Ends the reasons that would begin only after the new end: none may end before it begins. */
async function endWhatBeginsLater(tx: Tx, changed: Changed, by: By): Promise<void> {
  await tx.execute(sql`
    update access_reason set ended_at = ${by.at}::timestamptz, ended_operation_id = ${by.operationId}
    where ${isHeldFor(changed)} and starts_at >= ${changed.terms.end}::timestamptz`);
}

async function moveEnds(tx: Tx, changed: Changed): Promise<void> {
  const end = sql`coalesce(${changed.terms.end}::timestamptz, 'infinity')`;
  await tx.execute(sql`
    update access_reason r
    set ends_at = nullif(case when s.is_longest then ${end} else least(s.until, ${end}) end, 'infinity')
    from (${standing(changed)}) s where s.id = r.id`);
}

/**
 * Where an end comes earlier, whoever is a guest there is let in for no longer, and nobody for them for longer than
 * anything lets them stay, whether or not a call of their own is needed for it.
 */
async function endGuests(tx: Tx, { personId, doorId, terms, endBefore }: Changed, by: By): Promise<void> {
  if (terms.end === null || (endBefore !== null && endBefore <= terms.end)) return;
  await tx.execute(sql`
    update access_reason set ends_at = ${terms.end}::timestamptz
    where person_id = ${personId} and door_id = ${doorId} and ended_at is null and kind = 'guest' and not is_daily
      and starts_at < ${terms.end}::timestamptz and (ends_at is null or ends_at > ${terms.end}::timestamptz)`);
  const isTheirs = sql`host_id = ${personId} and door_id = ${doorId} and ended_at is null and not is_daily`;
  const found = await tx.execute<{ until: Instant | null }>(sql`
    select nullif(coalesce(max(coalesce(ends_at, 'infinity')), ${terms.end}::timestamptz), 'infinity') as until
    from access_reason where person_id = ${personId} and door_id = ${doorId} and ended_at is null and not is_daily`);
  const until = found.rows[0]?.until ?? null;
  if (until === null) return;
  await tx.execute(sql`
    update access_reason set ended_at = ${by.at}::timestamptz, ended_operation_id = ${by.operationId}
    where ${isTheirs} and starts_at >= ${until}::timestamptz`);
  await tx.execute(sql`
    update access_reason set ends_at = ${until}::timestamptz
    where ${isTheirs} and (ends_at is null or ends_at > ${until}::timestamptz)`);
}

async function share(tx: Tx, changed: Changed): Promise<void> {
  const { shareable } = changed.terms;
  await tx.execute(sql`
    update access_reason r set shareable = ${shareable}
    from (${standing(changed)}) s
    where s.id = r.id and s.is_shared <> ${shareable} and (s.is_longest or not ${shareable})`);
}

type Moved = Omit<LeaseRules, 'moveInHour'> & {
  id: string;
  unitId: string;
  buildingId: string;
  before: LocalDate | null;
  zone: string;
  /** When the last of its doors closes now; null = one of them never does. */
  closes: Instant | null;
};

/** Leases whose every door has got another end in this operation: once the last of them is confirmed. */
async function moveLeases(tx: Tx, item: ClaimedItem, { personId, doorId }: Place): Promise<AuditInput[]> {
  const { operationId } = item;
  const changed = sql`
    select d.door_id, (i.terms->>'end')::timestamptz as ends_at
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.operation_id = ${operationId} and i.action = 'change' and i.person_id = ${personId} and d.state = 'applied'
      and (i.terms->>'end')::timestamptz is distinct from (i.expected->>'end')::timestamptz`;
  const found = await tx.execute<Moved>(sql`
    select t.id, t.unit_id as "unitId", t.building_id as "buildingId", t.lease_end as before, b.time_zone as zone,
      coalesce(rules.move_out_hour, ${defaultRules.moveOutHour}) as "moveOutHour",
      coalesce(rules.grace_days, ${defaultRules.graceDays}) as "graceDays", (
        select case when bool_or(c.ends_at is null) then null else max(c.ends_at) end
        from access_reason r join (${changed}) c on c.door_id = r.door_id
        where r.tenancy_id = t.id and r.ended_at is null) as closes
    from tenancy t join building b on b.id = t.building_id
    left join building_rules rules on rules.building_id = t.building_id
    where t.ended_at is null and t.person_id = ${personId} and b.time_zone is not null
      and exists (select 1 from access_reason r
        where r.tenancy_id = t.id and r.door_id = ${doorId} and r.ended_at is null)
      and not exists (select 1 from access_reason r
        where r.tenancy_id = t.id and r.ended_at is null and r.door_id not in (select door_id from (${changed}) c))
    for update of t`);
  const moved = found.rows.map((lease) => ({
    ...lease,
    after: lease.closes && lastDayOf(lease.closes, lease, lease.zone),
  }));
  for (const { id, after } of moved) {
    await tx.execute(sql`update tenancy set lease_end = ${after}::date where id = ${id}`);
    await tx.execute(sql`
      update access_reason r set ends_at = c.ends_at from (${changed}) c
      where r.tenancy_id = ${id} and r.ended_at is null and c.door_id = r.door_id`);
  }
  return moved.map(({ unitId, buildingId, before, after }) => ({
    event: 'tenancy.change',
    phase: 'done',
    actor: actorOf(item),
    object: { type: 'person', id: personId },
    buildingId,
    operationId,
    requestId: item.requestId,
    details: { unitId, before: { leaseEnd: before }, after: { leaseEnd: after } },
  }));
}
