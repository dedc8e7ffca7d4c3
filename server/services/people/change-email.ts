import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { isEmail } from '#lib/access-rules/grant-rules';
import { Refusal } from '#lib/errors';
import { fullName } from '#lib/names';
import type { ChangeEmailInput } from '#lib/schemas/person-jobs';
import type { Accepted } from '#lib/schemas/tenancy';
import { laterOf } from '#lib/time/instant';
import { planCalls, type Reason } from '#lib/units/plan-calls';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { personLink } from '#server/db/schema/units';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import { lockLeases } from '#server/operations/lock-leases';
import { askedFrom, type NewItem } from '#server/operations/new-operation';
import { findIntent } from '../operations/find-intent.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { askedDoors, type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { asReason, heldBefore } from '../reasons/plan-change.ts';
import { readReasons, writeReasons } from '../reasons/reason-rows.ts';
import { roleAt } from '../reasons/role-at.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { doorTasks, isGivableIn, type UngivableDoor } from '../tasks/door-tasks.ts';
import { findPerson } from './find-person.ts';
import { findRecipient } from './find-recipient.ts';
import { handOver } from './hand-over.ts';
import { lockPeople } from './lock-people.ts';

/**
 * OpenKit cannot change an email: the doors are given to the new address, and revoked from the old one where OpenKit
 * has confirmed that. Leases and reasons in scope go along, and both people are linked. A door that OpenKit can give to
 * nobody now stays with the old address, and is a task. Throws Refusal `forbidden_or_missing`, `invalid` on `email`,
 * `stale` while something is under way.
 */
export async function changeEmail(session: Session, input: ChangeEmailInput): Promise<Accepted> {
  await requirePermission(session, 'access.grant');
  await requirePermission(session, 'access.revoke');
  const { intentId, personId, note } = input;
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    await lockLeases(tx, personId);
    const old = await findPerson(tx, session, personId);
    const { firstName, lastName } = old;
    const to = await findRecipient(tx, session, {
      kind: 'new',
      firstName,
      lastName,
      email: checked(input, old),
      phone: '',
    });
    const both = [personId, ...(to.personId ? [to.personId] : [])];
    await lockPeople(tx, both);
    const held = await heldDoors(tx, session, [personId], at);
    const asked = await askedDoors(tx, session, [personId]);
    await refuseUnderWay(
      tx,
      both,
      [...held, ...asked].map(({ doorId }) => doorId),
    );
    if (held.length === 0) throw new Refusal('invalid', { field: 'email', params: { reason: 'holds_nothing' } });
    const theirs = to.personId ? await heldDoors(tx, session, [to.personId], at) : [];
    const staying = await notGivable(tx, held, theirs);
    const moving = held.filter(({ doorId }) => !staying.some((door) => door.doorId === doorId));
    if (moving.length === 0) throw new Refusal('invalid', { field: 'email', params: { reason: 'nothing_givable' } });
    const noted = await readReasons(tx, [personId], at);
    const theirReasons = to.personId ? await readReasons(tx, [to.personId], at) : [];
    const operationId = randomUUID();
    await writeReasons(tx, [{ ...to, add: heldBefore(theirs, theirReasons, noted) }], operationId);
    await handOver(tx, session, {
      fromPersonId: personId,
      holder: to,
      name: fullName(old),
      operationId,
      at,
    });
    await tx
      .insert(personLink)
      .values({ fromPersonId: personId, toPersonId: to.personId, toKey: to.personKey, operationId, at });
    const about = { unitId: null, personId: to.personId, personName: fullName(old), operationId };
    await addTasks(
      tx,
      staying.flatMap(({ buildingId, ...door }) =>
        doorTasks({ ...about, buildingId, assigneeId: session.staff.id }, [door]),
      ),
    );
    await createOperation(tx, jobs, {
      id: operationId,
      kind: 'change_email',
      ...askedFrom(session),
      intentId,
      items: callsFor({ held: moving, noted, theirs, old: { ...old, personId }, to, at }),
    });
    await appendAudit(tx, {
      event: 'person.link',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'person', id: personId },
      operationId,
      requestId: session.requestId,
      personal: { name: fullName(old), email: to.recipient.email ?? '', ...(note && { note }) },
    });
    return { operationId };
  });
}

/**
 * Those of the doors held that would be refused to the new address, and with them all that is asked for in the same
 * call.
 */
async function notGivable(
  tx: Tx,
  held: readonly HeldDoor[],
  theirs: readonly HeldDoor[],
): Promise<(UngivableDoor & { buildingId: string })[]> {
  const isTheirs = new Set(theirs.map(({ doorId }) => doorId));
  const doorIds = held.map(({ doorId }) => doorId).filter((doorId) => !isTheirs.has(doorId));
  const found = await tx.execute<UngivableDoor & { buildingId: string }>(sql`
    select id as "doorId", kind, is_activated as "isActivated", building_id as "buildingId" from door d
    where id = any(${sql.param(doorIds)}::uuid[]) and (gone_at is not null or not ${isGivableIn(sql`d`)})`);
  return found.rows;
}

function checked({ email }: ChangeEmailInput, old: Recipient): string {
  if (!isEmail(email)) throw new Refusal('invalid', { field: 'email', params: { reason: 'email_invalid' } });
  if (email.toLowerCase() === old.email?.toLowerCase())
    throw new Refusal('invalid', { field: 'email', params: { reason: 'same_email' } });
  return email;
}

type Handing = {
  held: readonly HeldDoor[];
  /** What it is held for. */
  noted: readonly Reason[];
  /** What the new address holds already. */
  theirs: readonly HeldDoor[];
  old: Recipient & { personId: string };
  to: { personId: string | null; recipient: Recipient };
  at: string;
};

/** Each door is revoked from the old address after the call that gives it to the new one. */
function callsFor({ held, noted, theirs, old, to, at }: Handing): NewItem[] {
  const wanted = held.map((door) => ({
    ...asReason(door),
    start: laterOf(door.start, at),
    role: roleAt(door, noted),
  }));
  const buildingOf = new Map(held.map(({ doorId, buildingId }) => [doorId, buildingId]));
  // What the new address holds longer, or may share, it keeps.
  const kept = theirs.filter(({ doorId }) => buildingOf.has(doorId)).map(asReason);
  const plan = planCalls(theirs, [], [...kept, ...wanted], at);
  refuseOtherTimes(plan, theirs);
  const given = callsOf(plan, { ...to, buildingOf, notify: true });
  const stepOf = (doorId: string) => given.findIndex(({ doors }) => doors.some((door) => door.doorId === doorId));
  const { personId, ...recipient } = old;
  const taken = [...buildingOf].map(([doorId, buildingId]): NewItem => {
    const step = stepOf(doorId);
    return {
      action: 'revoke',
      personId,
      recipient,
      terms: null,
      doors: [{ doorId, buildingId }],
      ...(step === -1 ? {} : { after: step }),
    };
  });
  return [...given, ...taken];
}
