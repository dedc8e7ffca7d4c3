import { sql } from 'drizzle-orm';
import { dailyWindow } from '#lib/access-rules/daily-window';
import { isDaily, type Terms } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { Instant } from '#lib/time/instant';
import { planCalls } from '#lib/units/plan-calls';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import type { FoundDoor } from '../doors/find-doors.ts';
import { refuseUnderWay } from '../operations/refuse-under-way.ts';
import type { FoundRecipient } from '../people/find-recipient.ts';
import { lockPeople } from '../people/lock-people.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import { refuseOtherTimes } from '../reasons/other-times.ts';
import { asReason, heldBefore, type PlannedChange } from '../reasons/plan-change.ts';
import { type NewReason, type ReasonRow, readReasons } from '../reasons/reason-rows.ts';

type Wanted = FoundRecipient & { doors: readonly FoundDoor[]; terms: Terms; note: string };

/**
 * What giving doors by hand comes to: new ones in one POST on the terms typed, held ones changed. Giving takes nothing
 * away, so a held door keeps the later end, and may be shared where it could be. Throws Refusal `invalid` on `doorIds`
 * when nothing would change or a door is held twice or at another time, `stale` while something is under way on one
 * that would change.
 */
export async function planGrant(tx: Tx, session: Session, wanted: Wanted, at: Instant): Promise<PlannedChange> {
  const { personId, personKey, recipient, doors, terms } = wanted;
  const add = doors.map((door) => reasonFor(door, wanted));
  const holder = { personId, personKey, dropIds: [] };
  if (!personId || isDaily(terms.passcodeType)) return { ...holder, items: [newGrant(wanted)], add };
  await lockPeople(tx, [personId]);
  const isWanted = new Set(doors.map(({ id }) => id));
  const held = (await heldDoors(tx, session, [personId], at)).filter(({ doorId }) => isWanted.has(doorId));
  const plan = planCalls(held, [], [...held.map(asReason), ...add], at);
  const unclear = doors.find(({ id }) => plan.unclear.includes(id));
  if (unclear) throw refused('access_doubled', unclear.name);
  refuseOtherTimes(plan, held);
  if (plan.kept.length === doors.length) throw refused('held_as_wanted', doors[0]?.name);
  const changed = plan.changes.map(({ doorId }) => doorId);
  await refuseUnderWay(tx, [personId], changed);
  // What vanished elsewhere is no lease's any more, whatever is noted: it is given anew, for a reason of its own.
  const isHeld = new Set(held.map(({ doorId }) => doorId));
  const standing = (await readReasons(tx, [personKey], at)).filter(({ doorId }) => isHeld.has(doorId));
  await addNote(tx, standing, wanted.note);
  const isNoted = new Set(standing.map(({ doorId }) => doorId));
  const unnoted = add.filter(({ doorId }) => !isNoted.has(doorId));
  const found = heldBefore(held, standing, unnoted).map((reason) => ({ ...reason, kind: 'by_hand' as const }));
  const buildingOf = new Map(doors.map(({ id, buildingId }) => [id, buildingId]));
  const items = callsOf(plan, { personId, recipient, buildingOf, notify: terms.notify });
  return { ...holder, items, add: [...found, ...unnoted] };
}

/**
 * A door that a lease or job brings is held for that all the same: by hand it only ends later, and goes with it. What
 * was said of it before still holds.
 */
async function addNote(tx: Tx, standing: readonly ReasonRow[], note: string): Promise<void> {
  if (note === '') return;
  const ids = sql.param(standing.map(({ id }) => id));
  await tx.execute(sql`
    update access_reason set note = concat_ws('; ', note, ${note}::text)
    where id = any(${ids}::uuid[]) and (${note}::text = any(string_to_array(note, '; '))) is not true`);
}

const refused = (reason: string, door: string | undefined): Refusal =>
  new Refusal('invalid', { field: 'doorIds', params: { reason, door } });

const newGrant = ({ personId, recipient, terms, doors }: Wanted): NewItem => ({
  action: 'grant',
  personId,
  recipient,
  terms,
  doors: doors.map(({ id, buildingId }) => ({ doorId: id, buildingId })),
});

function reasonFor({ id, buildingId, timeZone }: FoundDoor, { terms, note }: Wanted): NewReason {
  const { passcodeType, start, end, shareable, role } = terms;
  const window = isDaily(passcodeType) ? dailyWindow(start, timeZone ?? 'UTC') : { start, end };
  return {
    doorId: id,
    buildingId,
    start: window.start,
    end: window.end,
    shareable,
    role,
    kind: 'by_hand',
    isDaily: isDaily(passcodeType),
    note: note || null,
  };
}
