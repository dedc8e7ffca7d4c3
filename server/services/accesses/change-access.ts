import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type AccessChange, type ChangeableAccess, checkChange, endAfter } from '#lib/access-rules/change-rules';
import { refuseBrokenRule } from '#lib/access-rules/refuse-broken-rule';
import type { AccessRole, Terms } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { ChangeAccessInput } from '#lib/schemas/grant-access';
import { type Instant, parseInstant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { boss } from '#server/jobs/boss';
import { askedBefore } from '#server/operations/asked-before';
import type { NewItem } from '#server/operations/new-operation';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockWithGuests } from '../people/lock-people.ts';
import { carryOut } from '../reasons/carry-out.ts';
import { afterHost, capGuests } from '../tenancies/cap-guests.ts';
import { accessGone } from './changed-by.ts';
import { refuseChanged } from './refuse-changed.ts';

/**
 * Accepts a change of end or sharing of the permanent access we gave a person on doors, one PATCH a door. OpenKit takes
 * a field left out for "remove it" (contract "PATCH"), so what does not change is sent as the mirror knows it. Where
 * the end comes earlier, their guests stay no longer. Throws Refusal `forbidden_or_missing` when the person holds none
 * on one of the doors in scope, `stale` while something else is under way there or when it is no longer as `seen`,
 * `invalid` with the field and rule, `limited` above the role's cap.
 */
export async function changeAccess(session: Session, input: ChangeAccessInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'access.extend');
  const wanted = { ...input, doorIds: [...new Set(input.doorIds)] };
  if (wanted.doorIds.length > operationCap[session.staff.role]) {
    throw new Refusal('limited', { field: 'doorIds', params: { reason: 'too_many_doors' } });
  }
  const change: AccessChange = { end: readEnd(input.end), shareable: input.shareable };
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const recipient = await lockPerson(tx, input.personId);
    const before = await askedBefore(tx, { staffId: session.staff.id, intentId: input.intentId });
    if (before) return { operationId: before };
    await refuseUnderWay(tx, [input.personId], wanted.doorIds, session);
    const held = await findChangeable(tx, session, wanted, at);
    await refuseChanged(tx, session, wanted, held);
    refuseBrokenRule(checkChange(held, change, at));
    const { personId, intentId } = input;
    const items = held.map(
      (access): NewItem => ({
        action: 'change',
        personId,
        recipient,
        terms: termsAfter(access, change),
        expected: { end: access.end, shareable: access.shareable },
        doors: [{ doorId: access.doorId, buildingId: access.buildingId }],
      }),
    );
    const changing = { personId, personKey: personId, items, dropIds: [], add: [] };
    const planned = [
      changing,
      ...(await capGuests(tx, session, [changing], at)).map((guest) => afterHost(guest, items)),
    ];
    if (planned.some((one) => one.items.some(({ action }) => action === 'revoke')))
      await requirePermission(session, 'access.revoke');
    const operationId = randomUUID();
    await carryOut(tx, jobs, session, { operationId, kind: 'change', intentId, planned, at });
    return { operationId };
  });
}

function readEnd(end: ChangeAccessInput['end']): AccessChange['end'] {
  if (end.kind !== 'at') return end;
  const at = parseInstant(end.at);
  if (!at) throw new Refusal('invalid', { field: 'end', params: { reason: 'date_invalid' } });
  return { kind: 'at', at };
}

/** Two changes at once would each send the other's field as it was before. */
async function lockPerson(tx: Tx, personId: string): Promise<Recipient> {
  await lockWithGuests(tx, [personId]);
  const found = await tx.execute<Recipient>(sql`
    select first_name as "firstName", last_name as "lastName", email, phone from person where id = ${personId}`);
  const [person] = found.rows;
  if (!person) throw new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'access_gone' } });
  return person;
}

type HeldAccess = ChangeableAccess & {
  doorId: string;
  buildingId: string | null;
  role: AccessRole | null;
  isOurs: boolean;
};

/**
 * The one permanent access of the person on each door that has not ended; OpenKit names accesses by person and door
 * alone.
 */
async function findChangeable(tx: Tx, session: Session, wanted: ChangeAccessInput, at: Instant): Promise<HeldAccess[]> {
  const found = await tx.execute<HeldAccess>(sql`
    select a.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName", a.building_id as "buildingId",
      b.time_zone as "timeZone", a.starts_at as start, a.ends_at as "end", a.shareable, a.role,
      a.granter_kind <> 'user' as "isOurs"
    from access a left join door d on d.id = a.door_id left join building b on b.id = a.building_id
    where a.person_id = ${wanted.personId} and a.door_id = any(${sql.param(wanted.doorIds)}::uuid[])
      and a.gone_at is null and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and a.passcode_type = 'PERMANENT' and ${inScope(session, sql`a.building_id`)}`);
  const byDoor = Map.groupBy(found.rows, (row) => row.doorId);
  const missing = wanted.doorIds.filter((doorId) => !byDoor.get(doorId)?.some((one) => one.isOurs));
  if (missing.length > 0) throw await accessGone(tx, session, { personId: wanted.personId, doorIds: missing });
  return wanted.doorIds.flatMap((doorId) => {
    const held = byDoor.get(doorId) ?? [];
    if (held.length > 1) {
      const door = held[0]?.doorName;
      throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'access_doubled', door } });
    }
    return held;
  });
}

/** A change sends end and sharing alone; the rest describes the access it is about. */
const termsAfter = (access: HeldAccess, change: AccessChange): Terms => ({
  passcodeType: 'PERMANENT',
  start: access.start,
  end: endAfter(access, change.end),
  shareable: change.shareable ?? access.shareable ?? false,
  role: access.role ?? 'non_resident',
  notify: false,
});
