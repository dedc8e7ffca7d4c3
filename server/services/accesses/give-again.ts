import { sql } from 'drizzle-orm';
import type { AccessRole } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import { leftOutSentences } from '#lib/messages/left-out-words';
import type { GiveAgainInput, GivenAgain, LeftOutDoor } from '#lib/schemas/person-jobs';
import { type Instant, laterOf } from '#lib/time/instant';
import { planCalls, type Reason } from '#lib/units/plan-calls';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { lineBefore, nowOf } from '#server/db/successors';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { findPerson } from '../people/find-person.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { isGivable, type UngivableDoor } from '../tasks/door-tasks.ts';

/**
 * Gives somebody again what was taken away from them for a lost phone, or was still to be given: new codes, one invite.
 * The terms are those that what it is held for has come to want since, else those it had. A door that they are not
 * meant to hold any more, or that OpenKit cannot give by now, is left out and named in the answer. Only such an
 * operation is about one person alone. Throws Refusal `forbidden_or_missing` when it is another or took nothing away in
 * scope, `invalid` when they have no email, `stale` when nothing is left to give.
 */
export async function giveAgain(session: Session, { intentId, operationId }: GiveAgainInput): Promise<GivenAgain> {
  await requirePermission(session, 'access.grant');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    const taken = await findTaken(tx, session, operationId);
    const personId = taken[0]?.personId;
    if (!personId) throw new Refusal('forbidden_or_missing');
    const recipient = await findPerson(tx, session, personId);
    const held = await heldDoors(tx, session, [personId], at);
    const missing = taken.filter(({ doorId }) => !held.some((door) => door.doorId === doorId));
    const { again, leftOut } = await sortOut(tx, personId, missing, at);
    if (known) return { operationId: known, leftOut };
    if (!recipient.email) throw new Refusal('invalid', { params: { reason: 'email_required' } });
    if (again.length === 0) throw nothingToGive(leftOut);
    await refuseUnderWay(
      tx,
      [personId],
      again.map(({ doorId }) => doorId),
    );
    const made = await createOperation(tx, jobs, {
      kind: 'grant',
      ...askedFrom(session),
      intentId,
      items: callsOf(planCalls([], [], again, at), {
        personId,
        recipient,
        buildingOf: new Map(taken.map(({ doorId, buildingId }) => [doorId, buildingId])),
        notify: true,
      }),
    });
    return { ...made, leftOut };
  });
}

function nothingToGive(leftOut: readonly LeftOutDoor[]): Refusal {
  if (leftOut.length === 0) return new Refusal('stale', { params: { reason: 'nothing_to_give' } });
  const doors = leftOutSentences(leftOut).join(' ');
  return new Refusal('stale', { params: { reason: 'nothing_left_to_give', doors } });
}

type Taken = Pick<Reason, 'doorId' | 'end' | 'shareable'> & {
  personId: string;
  /** Null = they did not hold it: it was still to be given when the phone was lost, and what for alone says until when. */
  start: Instant | null;
  buildingId: string;
  doorName: string;
  role: AccessRole | null;
  isThere: boolean;
  kind: UngivableDoor['kind'];
  isActivated: boolean;
  wasGivenSince: boolean;
  /** Something was noted for it at some time: a door without a reason may also be one that nobody ever explained. */
  wasNoted: boolean;
};

/**
 * What was confirmed as revoked, on the terms it had, if they held it: by now of whom its person became, and at the door
 * that took the place of it.
 */
async function findTaken(tx: Tx, session: Session, operationId: string): Promise<Taken[]> {
  const found = await tx.execute<Taken>(sql`
    select distinct on (meant.door_id) meant.person_id as "personId", meant.door_id as "doorId",
      coalesce(a.building_id, od.building_id) as "buildingId", a.starts_at as start, a.ends_at as "end",
      coalesce(a.shareable, false) as shareable, a.role,
      coalesce(d.name, 'Unknown door') as "doorName", d.id is not null and d.gone_at is null as "isThere",
      coalesce(d.kind, 'unknown') as kind, coalesce(d.is_activated, false) as "isActivated",
      exists (select 1 from operation_item later join operation_item_door given on given.item_id = later.id
        where later.person_id = any(line.people) and later.action = 'grant' and given.door_id = any(line.doors)
          and given.state = 'applied' and given.settled_at > od.settled_at) as "wasGivenSince",
      exists (select 1 from access_reason r where r.person_id = any(line.people) and r.door_id = any(line.doors)
        and not r.is_daily) as "wasNoted"
    from operation o join operation_item i on i.operation_id = o.id join operation_item_door od on od.item_id = i.id
    left join access a on a.person_id = i.person_id and a.door_id = od.door_id and a.passcode_type = 'PERMANENT'
      and a.granter_kind <> 'user' and a.gone_at is not null
    cross join lateral (
      select ${nowOf('person', sql`i.person_id`)} as person_id, ${nowOf('door', sql`od.door_id`)} as door_id) meant
    cross join lateral (
      select ${lineBefore('person', sql`meant.person_id`)} as people,
        ${lineBefore('door', sql`meant.door_id`)} as doors) line
    left join door d on d.id = meant.door_id
    where o.id = ${operationId} and o.kind = 'lost_phone' and i.action = 'revoke' and od.state = 'applied'
      and ${inScope(session, sql`od.building_id`)}
    order by meant.door_id, a.gone_at desc nulls last`);
  return found.rows;
}

type Sorted = { again: Reason[]; leftOut: LeftOutDoor[] };

/** Moved out, transferred or ended since: what nothing stands for any more stays away. So does what ended by itself. */
async function sortOut(tx: Tx, personId: string, taken: readonly Taken[], at: Instant): Promise<Sorted> {
  const standingOn = Map.groupBy(await readReasons(tx, [personId], at), ({ doorId }) => doorId);
  const sorted: Sorted = { again: [], leftOut: [] };
  for (const door of taken) {
    const reasons = standingOn.get(door.doorId) ?? [];
    const isUnexplained = door.start !== null && !door.wasNoted && !door.wasGivenSince;
    const isMeant = reasons.length > 0 || isUnexplained;
    const wanted = againFor(door, reasons, at);
    const why = isMeant ? whyLeftOut(door, wanted) : 'not_meant';
    if (why) sorted.leftOut.push({ doorName: door.doorName, why });
    else sorted.again.push(...wanted);
  }
  return sorted;
}

/** As what it is held for has come to want it since; as it was held, where nothing is noted. */
function againFor({ doorId, start, end, shareable, role }: Taken, reasons: readonly Reason[], at: Instant): Reason[] {
  const had = start === null ? [] : [{ doorId, start, end, shareable, role: role ?? ('non_resident' as const) }];
  return (reasons.length > 0 ? reasons : had)
    .filter((reason) => reason.end === null || reason.end > at)
    .map((reason) => ({ ...reason, start: laterOf(reason.start, at), role: role ?? reason.role }));
}

function whyLeftOut(door: Taken, wanted: readonly Reason[]): LeftOutDoor['why'] | null {
  if (wanted.length === 0) return 'over';
  if (!door.isThere) return 'door_gone';
  return isGivable(door) ? null : 'not_givable';
}
