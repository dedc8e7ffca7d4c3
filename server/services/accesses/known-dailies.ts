import { sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
import type { DoorState } from '#lib/schemas/operation';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';
import type { FoundRecipient } from '../people/find-recipient.ts';

type Asked = Pick<FoundRecipient, 'personId' | 'recipient'> & {
  doors: readonly { id: string; timeZone: string | null }[];
  /** What counts beside a held code: one asked for, as far as that has come. */
  states: readonly DoorState[];
};

/** Held ones have a day, those asked for only the start they were asked with. */
type Row = { doorId: string; day: string } | { doorId: string; day: null; start: Instant };

/**
 * The daily codes somebody has or may have on these doors, each as "door day"; also of somebody whom OpenKit has not
 * named yet. A resident's own do not count.
 */
export async function knownDailies(tx: Tx, { personId, recipient, doors, states }: Asked): Promise<Set<string>> {
  const zones = new Map(doors.map(({ id, timeZone }) => [id, timeZone ?? 'UTC']));
  const doorIds = sql`${sql.param([...zones.keys()])}::uuid[]`;
  const found = await tx.execute<Row>(sql`
    select door_id as "doorId", day, null as start from access
    where person_id = ${personId} and day is not null and gone_at is null and granter_kind <> 'user'
      and door_id = any(${doorIds})
    union all
    select od.door_id, null, i.terms->>'start' from operation_item i join operation_item_door od on od.item_id = i.id
    where (i.person_id = ${personId} or i.person_key = ${contactKey(recipient)})
      and i.action = 'grant' and i.terms->>'passcodeType' <> 'PERMANENT'
      and od.state = any(${sql.param([...states])}::text[]) and od.door_id = any(${doorIds})`);
  return new Set(
    found.rows.map((row) => `${row.doorId} ${row.day ?? dayOf(row.start, zones.get(row.doorId) ?? 'UTC')}`),
  );
}
