import { randomUUID } from 'node:crypto';
import { checkGrant } from '#lib/access-rules/grant-rules';
import { refuseBrokenRule } from '#lib/access-rules/refuse-broken-rule';
import type { Terms } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import { fullName } from '#lib/names';
import type { GuestWhen, InviteGuestInput } from '#lib/schemas/guest';
import type { Accepted } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import type { Window } from '#lib/time/window';
import { checkInvite, guestWindow } from '#lib/units/guest-rules';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { nameHosts } from '#server/operations/name-hosts';
import { refuseSecondDaily } from '../accesses/refuse-second-daily.ts';
import { findDoors } from '../doors/find-doors.ts';
import { findIntent } from '../operations/find-intent.ts';
import { refuseHostUnderWay, refuseUndecided, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { type FoundRecipient, findRecipient } from '../people/find-recipient.ts';
import { lockPeople } from '../people/lock-people.ts';
import { isSent, sendChanges, writeChanges } from '../reasons/carry-out.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { type PlannedChange, planChange } from '../reasons/plan-change.ts';
import { type NewReason, readReasons } from '../reasons/reason-rows.ts';
import { type FoundTenancy, findTenancies, noteTenancy } from '../tenancies/tenancy-rows.ts';
import { findOpenUnit } from '../units/find-unit.ts';
import { hostDoors } from './unit-hosts.ts';

/**
 * Lets a guest of a resident in: doors that the host's lease brings and may be shared, for no longer than the host
 * holds them. Whose guest it is stays noted as the reason. Throws Refusal `forbidden_or_missing`, `invalid` with the
 * field, `stale` while something is under way there for the host, or for the guest of a stay (a day's code is issued
 * whatever else is), or somebody is yet to decide whether the host goes before the guest would; `limited`.
 */
export async function inviteGuest(session: Session, input: InviteGuestInput): Promise<Accepted> {
  await requirePermission(session, 'access.grant');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const [host] = await findTenancies(tx, session, [input.tenancyId]);
    if (!host?.personId) throw new Refusal('stale', { params: { reason: 'operation_under_way' } });
    const unit = await findOpenUnit(tx, session, host.unitId);
    if (!unit.timeZone) throw new Refusal('invalid', { field: 'when', params: { reason: 'lease_zone_unknown' } });
    const window = guestWindow(input.when, unit.timeZone, at);
    const guest = await findRecipient(tx, session, { kind: 'new', ...input.guest });
    if (guest.personId === host.personId) {
      throw new Refusal('invalid', { field: 'guest', params: { reason: 'guest_is_host' } });
    }
    await lockPeople(
      tx,
      [host.personId, guest.personId].flatMap((personId) => personId ?? []),
    );
    // Until when the host holds a door follows an earlier end only once that is confirmed.
    await refuseHostUnderWay(tx, host.personId, input.doorIds);
    await refuseUndecided(tx, host.personId, input.doorIds, window.end);
    const asked = { session, input, host, zone: unit.timeZone, window, guest, at };
    const planned = input.when.kind === 'stay' ? await planStay(tx, asked) : await planDay(tx, asked);
    const operationId = isSent([planned]) ? randomUUID() : null;
    const { intentId } = input;
    const accepted = { operationId, kind: 'invite', intentId, planned: [planned], at } as const;
    await writeChanges(tx, accepted);
    if (guest.personId) await nameHosts(tx, guest.personId, input.doorIds);
    await sendChanges(tx, jobs, session, accepted);
    await noteTenancy(tx, session, {
      event: 'guest.invite',
      unit,
      personId: guest.personId,
      name: fullName(guest.recipient),
      operationId,
      details: { hostId: host.personId, doorIds: input.doorIds, ...window },
    });
    return { operationId };
  });
}

type Asked = {
  session: Session;
  input: InviteGuestInput;
  host: FoundTenancy;
  zone: string;
  window: Window & { end: Instant };
  guest: FoundRecipient;
  at: Instant;
};

/** App and doorcode for the days asked for, on top of whatever else the guest holds. */
async function planStay(tx: Tx, asked: Asked): Promise<PlannedChange> {
  const { session, guest, at } = asked;
  const add = await guestReasons(tx, asked, termsOf(asked));
  const { personId, personKey } = guest;
  if (personId) {
    await refuseUnderWay(
      tx,
      [personId],
      add.map(({ doorId }) => doorId),
    );
  }
  const held = personId ? await heldDoors(tx, session, [personId], at) : [];
  const standing = await readReasons(tx, [personKey], at);
  // Whoever lets somebody in by name means them to have it, a lost phone or not.
  const change = { ...guest, held, standing, waiting: new Set<string>(), drop: [], add };
  const planned = planChange({ ...change, notify: true, at });
  refuseOtherTimes(planned, held);
  return planned;
}

/** A code for one day: it is issued whatever else the guest holds, and cannot be taken back. */
async function planDay(tx: Tx, asked: Asked): Promise<PlannedChange> {
  const { personId, personKey, recipient } = asked.guest;
  const terms = termsOf(asked);
  const add = await guestReasons(tx, asked, terms);
  const doors = add.map(({ doorId, buildingId }) => ({ doorId, buildingId }));
  return { personId, personKey, items: [{ action: 'grant', personId, recipient, terms, doors }], dropIds: [], add };
}

/** Throws Refusal `invalid` for what OpenKit would refuse, or what the host may not pass on. */
async function guestReasons(tx: Tx, asked: Asked, terms: Terms): Promise<NewReason[]> {
  const { session, input, host, zone, window, guest, at } = asked;
  const doors = await findDoors(tx, session, input.doorIds);
  refuseBrokenRule(checkInvite(input.doorIds, await hostDoors(tx, [host.id], at), window, zone));
  refuseBrokenRule(checkGrant({ recipient: guest.recipient, terms, doors }, at), (field) =>
    field.replace('recipient.', 'guest.').replace(/^terms\..*/, 'when'),
  );
  const isDaily = input.when.kind === 'day';
  if (isDaily) await refuseSecondDaily(tx, { ...guest, doors, start: terms.start });
  return doors.map((door) => ({
    doorId: door.id,
    buildingId: door.buildingId,
    ...window,
    shareable: false,
    role: 'non_resident' as const,
    kind: 'guest' as const,
    hostId: host.personId,
    isDaily,
  }));
}

const passcodeTypeOf = (when: GuestWhen): Terms['passcodeType'] =>
  when.kind === 'stay' ? 'PERMANENT' : when.passcodeType;

const termsOf = ({ input: { when }, window }: Asked): Terms => ({
  passcodeType: passcodeTypeOf(when),
  start: window.start,
  end: when.kind === 'stay' ? window.end : null,
  shareable: false,
  role: 'non_resident',
  notify: true,
});
