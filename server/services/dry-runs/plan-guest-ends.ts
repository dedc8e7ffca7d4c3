import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { heldDoors } from '../reasons/held-doors.ts';
import { endsEarlier, type LateGuest, lateGuests, planCaps } from '../tenancies/cap-guests.ts';
import { callRow, type PlannedRow, refusedRow } from './planned-row.ts';

/**
 * The rows of hosts whose end comes earlier, and after them a call for each of their guests who would stay longer and
 * has none of their own here. While something is under way for a guest, the host's end is not made earlier either.
 */
export async function withGuests(tx: Tx, session: Session, rows: PlannedRow[], at: Instant): Promise<PlannedRow[]> {
  const plans = rows.flatMap((row) => {
    const item = itemOf(row);
    return item && endsEarlier(item) ? [{ personId: row.personId, items: [item], dropIds: [], add: [] }] : [];
  });
  if (plans.length === 0) return rows;
  const found = await lateGuests(tx, session, plans, at);
  const isUnderWay = await guestsUnderWay(tx, found);
  const busy = new Set(found.filter(isUnderWay).map(({ hostId, doorId }) => keyOf(hostId, doorId)));
  const isBusy = (row: PlannedRow) => row.doors.some(({ doorId }) => busy.has(keyOf(row.personId, doorId)));
  const hosts = rows.map((row) => {
    if (row.action !== 'change' || !isBusy(row)) return row;
    const { personId, recipient, doors } = row;
    return refusedRow(
      { personId, recipient, doors },
      { reason: 'operation_under_way', params: { door: doors[0]?.name ?? '' } },
    );
  });
  const called = new Set(hosts.filter(({ action }) => action).flatMap(placesOf));
  const late = found.filter(
    ({ personId, hostId, doorId }) => !busy.has(keyOf(hostId, doorId)) && !called.has(keyOf(personId, doorId)),
  );
  return [...hosts, ...(await guestRows(tx, session, { late, plans, rows, at }))];
}

type Late = Parameters<typeof planCaps>[2] & { rows: readonly PlannedRow[] };

async function guestRows(tx: Tx, session: Session, { late, plans, rows, at }: Late): Promise<PlannedRow[]> {
  const planned = await planCaps(tx, session, { late, plans, at });
  const items = planned.flatMap((one) => one.items);
  const placeOf = new Map(rows.flatMap(({ doors }) => doors.map((door) => [door.doorId, door])));
  const guestIds = items.flatMap(({ personId }) => personId ?? []);
  const held = await heldDoors(tx, session, guestIds, at, [...placeOf.keys()]);
  const heldOf = new Map(held.map((door) => [keyOf(door.personId, door.doorId), door]));
  return items.map(({ action, personId, recipient, terms, doors }) => {
    const [door] = doors;
    const { end = null, shareable = null } = heldOf.get(keyOf(personId, door?.doorId)) ?? {};
    const places = doors.flatMap(({ doorId }) => placeOf.get(doorId) ?? []);
    return callRow({ personId, recipient, doors: places, action, terms, expected: { end, shareable } });
  });
}

/** Whether something is to be sent or confirmed for a guest there, or they are being let in. */
async function guestsUnderWay(tx: Tx, guests: readonly LateGuest[]): Promise<(guest: LateGuest) => boolean> {
  const personIds = sql.param(guests.flatMap(({ personId }) => personId ?? []));
  const keys = sql.param(guests.flatMap(({ personId, personKey }) => (personId === null ? [personKey] : [])));
  const found = await tx.execute<{ name: string; doorId: string }>(sql`
    select coalesce(i.person_id::text, i.person_key) as name, d.door_id as "doorId"
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.state <> 'settled' and d.state in ('queued', 'sending', 'unknown')
      and (i.person_id = any(${personIds}::uuid[]) or i.person_key = any(${keys}::text[]))`);
  const open = new Set(found.rows.map(({ name, doorId }) => keyOf(name, doorId)));
  return ({ personId, personKey, doorId }) => open.has(keyOf(personId ?? personKey, doorId));
}

const itemOf = ({ action, personId, recipient, terms, expected, doors }: PlannedRow): NewItem | null =>
  action && { action, personId, recipient, terms, expected, doors };

const placesOf = ({ personId, doors }: PlannedRow): string[] => doors.map(({ doorId }) => keyOf(personId, doorId));

const keyOf = (of: string | null, doorId: string | undefined): string => `${of}|${doorId}`;
