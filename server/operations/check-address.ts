import { sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import type { ClaimedItem } from './claim-item.ts';
import { type DoorVerdict, verdicts } from './item-result.ts';
import type { OperationTools } from './tools.ts';

/**
 * The doors of a grant to a known person who has another address by now: OpenKit goes by the address alone, and would
 * let in whoever has the old one, unless somebody said that this is who they are now.
 */
export async function doorsOfOldAddress({ db }: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const { action, personId, recipient } = item;
  if (action !== 'grant' || !personId) return [];
  const found = await db.execute<{ phone: string | null; isOldEmail: boolean }>(sql`
    select p.phone, exists (
      select 1 from former_email f where f.person_id = p.id and f.email_key = lower(${recipient.email}::text)
        and f.email_key is distinct from p.email_key
        and not exists (select 1 from person_successor s where s.old_person_id = p.id and s.new_person_id is not null)
      ) as "isOldEmail"
    from person p where p.id = ${personId}`);
  const [known] = found.rows;
  // A phone counts where there is no email; one that OpenKit does not tell says nothing.
  const isOldPhone =
    !recipient.email &&
    recipient.phone !== null &&
    !!known?.phone &&
    normalisePhone(known.phone) !== normalisePhone(recipient.phone);
  if (!known?.isOldEmail && !isOldPhone) return [];
  const doorIds = item.doors.map((door) => door.doorId);
  return verdicts(doorIds, 'rejected', 'address_changed');
}
