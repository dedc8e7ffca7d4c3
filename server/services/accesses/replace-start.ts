import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { usableContact } from '#lib/access-rules/contact-key';
import { checkGrant } from '#lib/access-rules/grant-rules';
import { refuseBrokenRule } from '#lib/access-rules/refuse-broken-rule';
import { Refusal } from '#lib/errors';
import type { ReplaceStartInput } from '#lib/schemas/person-jobs';
import type { Accepted } from '#lib/schemas/tenancy';
import { type Instant, laterOf, parseInstant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom, type NewItem } from '#server/operations/new-operation';
import { findDoors } from '../doors/find-doors.ts';
import { findIntent } from '../operations/find-intent.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { findPerson } from '../people/find-person.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { roleAt } from '../reasons/role-at.ts';

/**
 * Gives permanent access another start: revoked, then given anew, door by door, each only once the first is confirmed.
 * In between the door stays shut, and the code is a new one. What could not be given is not revoked. Throws Refusal
 * `forbidden_or_missing`, `stale`, `invalid`.
 */
export async function replaceStart(session: Session, input: ReplaceStartInput): Promise<Accepted> {
  await requirePermission(session, 'access.grant');
  await requirePermission(session, 'access.revoke');
  const { intentId, personId } = input;
  const start = parseInstant(input.start);
  if (!start) throw new Refusal('invalid', { field: 'start', params: { reason: 'date_invalid' } });
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    const recipient = await findPerson(tx, session, personId);
    const doorIds = [...new Set(input.doorIds)];
    await refuseUnderWay(tx, [personId], doorIds, session);
    const held = (await heldDoors(tx, session, [personId], at)).filter(({ doorId }) => doorIds.includes(doorId));
    const over = held.find(({ end }) => end !== null && end <= start);
    if (new Set(held.map(({ doorId }) => doorId)).size < doorIds.length)
      throw new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'access_gone' } });
    if (held.length > doorIds.length)
      throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'access_doubled' } });
    if (over) throw new Refusal('invalid', { field: 'start', params: { reason: 'end_before_start' } });
    await refuseNotGiven(tx, session, { recipient, doorIds, start }, at);
    const noted = await readReasons(tx, [personId], at);
    const operationId = randomUUID();
    await moveStarts(tx, { personId, start, held }, { at, operationId });
    return createOperation(tx, jobs, {
      id: operationId,
      kind: 'replace',
      ...askedFrom(session),
      intentId,
      items: held.flatMap((door, index): NewItem[] => {
        const { doorId, buildingId, end, shareable } = door;
        const about = { personId, recipient, doors: [{ doorId, buildingId }] };
        const terms = {
          passcodeType: 'PERMANENT' as const,
          start: laterOf(start, at),
          end,
          shareable: shareable ?? false,
          role: roleAt(door, noted),
          notify: index === 0,
        };
        return [
          { ...about, action: 'revoke', terms: null },
          { ...about, action: 'grant', terms, after: 2 * index },
        ];
      }),
    });
  });
}

type Moved = { personId: string; start: Instant; held: readonly HeldDoor[] };

/**
 * What the doors are held for begins then, too, and what was to be over by then is over. What is over already, or is
 * for another time than the door is held, stays as it is.
 */
async function moveStarts(
  tx: Tx,
  { personId, start, held }: Moved,
  { at, operationId }: { at: Instant; operationId: string },
): Promise<void> {
  const heldFor = sql`
    select r.id, r.ends_at <= ${start}::timestamptz as is_over
    from access_reason r join unnest(${sql.param(held.map(({ doorId }) => doorId))}::uuid[],
      ${sql.param(held.map(({ end }) => end))}::timestamptz[]) as held(door_id, ends_at) on r.door_id = held.door_id
    where r.person_id = ${personId} and r.ended_at is null and not r.is_daily
      and r.starts_at < coalesce(held.ends_at, 'infinity') and (r.ends_at is null or r.ends_at > ${at}::timestamptz)`;
  await tx.execute(sql`
    update access_reason r set ended_at = ${at}::timestamptz, ended_operation_id = ${operationId}
    from (${heldFor}) one where one.id = r.id and one.is_over`);
  await tx.execute(sql`
    update access_reason r set starts_at = ${start}::timestamptz from (${heldFor}) one where one.id = r.id`);
}

type Anew = { recipient: Recipient; doorIds: string[]; start: Instant };

/** Throws Refusal `invalid` naming a door without a lock, or what else OpenKit would refuse once the door is gone. */
async function refuseNotGiven(tx: Tx, session: Session, anew: Anew, at: Instant): Promise<void> {
  const { doorIds, start } = anew;
  const recipient = usableContact(anew.recipient);
  const doors = await findDoors(tx, session, doorIds);
  const terms = { passcodeType: 'PERMANENT' as const, start, end: null, shareable: false, notify: true };
  refuseBrokenRule(checkGrant({ recipient, terms: { ...terms, role: 'non_resident' }, doors }, at));
}
