import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { GiveAgainInput } from '#lib/schemas/person-jobs';
import type { Accepted } from '#lib/schemas/tenancy';
import { type Instant, laterOf } from '#lib/time/instant';
import { planCalls, type Reason } from '#lib/units/plan-calls';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { findPerson } from '../people/find-person.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { readReasons } from '../reasons/reason-rows.ts';

/**
 * Gives somebody again what was taken away from them for a lost phone, from now on: new codes, one invite. The terms are
 * those it had, or what its reasons have come to want since; what they are not meant to hold any more stays away. Only such
 * an operation is about one person alone. Throws Refusal `forbidden_or_missing` when it is another or took nothing away in
 * scope, `invalid` when they have no email, `stale` when nothing is left to give.
 */
export async function giveAgain(session: Session, { intentId, operationId }: GiveAgainInput): Promise<Accepted> {
  await requirePermission(session, 'access.grant');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    const taken = await findTaken(tx, session, operationId, at);
    const personId = taken[0]?.personId;
    if (!personId) throw new Refusal('forbidden_or_missing');
    const recipient = await findPerson(tx, session, personId);
    if (!recipient.email) throw new Refusal('invalid', { params: { reason: 'email_required' } });
    await refuseUnderWay(
      tx,
      [personId],
      taken.map(({ doorId }) => doorId),
    );
    const wanted = await wantedNow(tx, taken, { personId, at });
    const plan = planCalls(await heldDoors(tx, session, [personId], at), [], wanted, at);
    if (plan.grants.length === 0) throw new Refusal('stale', { params: { reason: 'nothing_to_give' } });
    return createOperation(tx, jobs, {
      kind: 'grant',
      ...askedFrom(session),
      intentId,
      items: callsOf(
        { ...plan, changes: [] },
        {
          personId,
          recipient,
          buildingOf: new Map(taken.map(({ doorId, buildingId }) => [doorId, buildingId])),
          notify: true,
        },
      ),
    });
  });
}

type Taken = Reason & { personId: string; buildingId: string; hadReason: boolean };

/** What was confirmed as revoked, on the terms it had, and whether a reason for it has ended since. */
async function findTaken(tx: Tx, session: Session, operationId: string, at: Instant): Promise<Taken[]> {
  const found = await tx.execute<Taken>(sql`
    select distinct on (a.door_id) a.person_id as "personId", a.door_id as "doorId", a.building_id as "buildingId",
      ${at} as start, a.ends_at as "end", coalesce(a.shareable, false) as shareable,
      coalesce(a.role, 'non_resident') as role,
      exists (select 1 from access_reason r where r.person_id = a.person_id and r.door_id = a.door_id
        and not r.is_daily and r.ended_at > o.created_at) as "hadReason"
    from operation o join operation_item i on i.operation_id = o.id join operation_item_door od on od.item_id = i.id
    join access a on a.person_id = i.person_id and a.door_id = od.door_id and a.passcode_type = 'PERMANENT'
      and a.granter_kind <> 'user' and a.gone_at is not null
    where o.id = ${operationId} and o.kind = 'lost_phone' and i.action = 'revoke' and od.state = 'applied'
      and ${inScope(session, sql`od.building_id`)}
    order by a.door_id, a.gone_at desc`);
  return found.rows;
}

/** A lease may have been extended since, or have ended: what stands for a door goes before the terms it had. */
async function wantedNow(
  tx: Tx,
  taken: readonly Taken[],
  { personId, at }: { personId: string; at: Instant },
): Promise<Reason[]> {
  const standing = Map.groupBy(await readReasons(tx, [personId], at), ({ doorId }) => doorId);
  return taken
    .flatMap((door): readonly Reason[] => standing.get(door.doorId) ?? (door.hadReason ? [] : [door]))
    .map((reason) => ({ ...reason, start: laterOf(reason.start, at) }));
}
