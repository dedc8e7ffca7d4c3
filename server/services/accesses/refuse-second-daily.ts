import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';
import { contactKey } from '#server/operations/contact-key';
import type { FoundDoor } from '../doors/find-doors.ts';
import type { FoundRecipient } from '../people/find-recipient.ts';

type Asked = FoundRecipient & { doors: readonly FoundDoor[]; start: Instant };

/**
 * One daily code a person, door and day: were the answer to a second one lost, nobody could tell it from the first. One
 * that may have been made counts until a person settles it, also for somebody whom OpenKit has not named yet. Throws Refusal `invalid` on `doorIds`.
 */
export async function refuseSecondDaily(tx: Tx, asked: Asked): Promise<void> {
  const known = await tx.execute<KnownDaily>(dailiesOf(asked));
  const twice = asked.doors.find(({ id, timeZone }) => {
    const zone = timeZone ?? 'UTC';
    const dayWanted = dayOf(asked.start, zone);
    return known.rows.some(
      (row) => row.doorId === id && (row.day ?? (row.start && dayOf(row.start, zone))) === dayWanted,
    );
  });
  if (twice) throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'daily_held', door: twice.name } });
}

/** Held ones have a day, those under way only the start they were asked with. */
type KnownDaily = { doorId: string; day: string | null; start: Instant | null };

function dailiesOf({ personId, recipient, doors }: Asked): SQL {
  const doorIds = sql`${sql.param(doors.map((door) => door.id))}::uuid[]`;
  return sql`
    select door_id as "doorId", day, null as start from access
    where person_id = ${personId} and day is not null and gone_at is null and granter_kind <> 'user'
      and door_id = any(${doorIds})
    union all
    select od.door_id, null, i.terms->>'start' from operation_item i join operation_item_door od on od.item_id = i.id
    where (i.person_id = ${personId} or i.person_key = ${contactKey(recipient)})
      and i.action = 'grant' and i.terms->>'passcodeType' <> 'PERMANENT'
      and od.state in ('queued', 'sending', 'unknown', 'needs_person') and od.door_id = any(${doorIds})`;
}
