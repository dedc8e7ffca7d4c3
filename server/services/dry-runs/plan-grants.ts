import { sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
import { checkGrant } from '#lib/access-rules/grant-rules';
import type { AccessRole, Terms } from '#lib/access-rules/terms';
import { dayWindow, type LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Window } from '#lib/time/window';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import type { FoundDoor } from '../doors/find-doors.ts';
import { callRow, type PlannedRow, refusedRow } from './planned-row.ts';

/** Null = from now on, and without an end. */
export type Days = { firstDay: LocalDate | null; lastDay: LocalDate | null };
type Shared = Days & { role: AccessRole; shareable: boolean; notify: boolean };

/** From the first of these days, or now where it has begun, to the end of the last, on a zone's clock. */
export function windowOfDays({ firstDay, lastDay }: Days, zone: string, at: Instant): Window {
  const start = firstDay && dayWindow(firstDay, zone).start;
  return { start: start && start > at ? start : at, end: lastDay && dayWindow(lastDay, zone).end };
}

/** Permanent access for these days where the first door is. */
export const grantTerms = (wish: Shared, doors: readonly FoundDoor[], at: Instant): Terms => ({
  passcodeType: 'PERMANENT',
  ...windowOfDays(wish, doors[0]?.timeZone ?? 'UTC', at),
  role: wish.role,
  shareable: wish.shareable,
  notify: wish.notify,
});

/** Somebody who is to be given doors; `line` where a file names them. */
export type Grantee = {
  personId: string | null;
  recipient: Recipient;
  doors: FoundDoor[];
  terms: Terms;
  line?: number;
};

/** One POST for each person, on the doors they do not hold yet; whoever cannot have them says why. */
export async function planGrants(tx: Tx, grantees: readonly Grantee[], at: Instant): Promise<PlannedRow[]> {
  const held = await heldOrAsked(
    tx,
    grantees.flatMap(({ personId }) => personId ?? []),
    [...new Set(grantees.flatMap((one) => one.doors.map((door) => door.id)))],
    at,
  );
  return grantees.map(({ doors, terms, ...person }) => {
    const isHeld = ({ id }: FoundDoor) => person.personId !== null && held.has(`${person.personId}|${id}`);
    const missing = doors.filter((door) => !isHeld(door));
    const named = (some: FoundDoor[]) =>
      some.map(({ id, buildingId, name, timeZone }) => ({ doorId: id, buildingId, name, timeZone }));
    const [violation] = checkGrant({ recipient: person.recipient, terms, doors }, at);
    if (violation) return refusedRow({ ...person, doors: named(doors) }, violation);
    if (missing.length === 0) return refusedRow({ ...person, doors: named(doors) }, { reason: 'all_held' });
    return callRow({ ...person, doors: named(missing), action: 'grant', terms });
  });
}

/** Notes with a grant that somebody gave it by hand: a plan of doors has no other reason for them. */
export function givenByHand(row: PlannedRow): PlannedRow {
  const { action, terms, personId, recipient } = row;
  const personKey = personId ?? contactKey(recipient);
  if (action !== 'grant' || !terms || !personKey) return row;
  const { start, end, shareable, role } = terms;
  const reasons = row.doors.map(({ doorId, buildingId }) => {
    return { doorId, buildingId, start, end, shareable, role, kind: 'by_hand' as const };
  });
  return { ...row, personKey, reasons };
}

/** `person|door` held now, or being granted: a second grant there is undocumented. */
export async function heldOrAsked(
  tx: Tx,
  personIds: readonly string[],
  doorIds: readonly string[],
  at: Instant,
): Promise<Set<string>> {
  const people = sql`${sql.param([...personIds])}::uuid[]`;
  const doors = sql`${sql.param([...doorIds])}::uuid[]`;
  const found = await tx.execute<{ key: string }>(sql`
    select a.person_id || '|' || a.door_id as key from access a
    where a.person_id = any(${people}) and a.door_id = any(${doors}) and a.gone_at is null
      and a.passcode_type = 'PERMANENT' and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
    union
    select i.person_id || '|' || od.door_id from operation_item i join operation_item_door od on od.item_id = i.id
    where i.person_id = any(${people}) and od.door_id = any(${doors}) and i.action = 'grant' and i.state <> 'settled'
      and od.state in ('queued', 'sending', 'unknown')`);
  return new Set(found.rows.map((row) => row.key));
}
