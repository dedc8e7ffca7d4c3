import { sql } from 'drizzle-orm';
import type { AccessVersion } from '../db/schema/operations.ts';
import { refreshPerson } from '../mirror/refresh-person.ts';
import { hasLeftTermsOpenSince } from '../openkit/warnings.ts';
import type { ClaimedItem } from './claim-item.ts';
import { type DoorVerdict, verdicts } from './item-result.ts';
import { isUntold, sameInstant } from './match-access.ts';
import type { OperationTools } from './tools.ts';

/**
 * A reading of the person younger than this, made since the change was asked for, is not repeated before it is sent.
 */
const freshSeconds = 10;

/**
 * The doors of a change where the access is no longer as it was when the change was asked for, because somebody changed
 * it meanwhile: overwriting that is for a person to decide. Where OpenKit does not tell how it is, the mirror still
 * holds what it told before, which proves nothing. Throws UpstreamError when OpenKit cannot be read, nor its list where
 * it answers that it does not know the person: a gateway may say that of everybody.
 */
export async function doorsChangedElsewhere(tools: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const { action, expected, personId, terms } = item;
  const doorId = item.doors[0]?.doorId;
  if (action !== 'change' || !expected || !personId || !terms || !doorId) return [];
  if (!(await isFresh(tools, item.operationId, personId))) {
    const ctx = { requestId: item.requestId, priority: item.lane };
    const person = await refreshPerson(tools.db, tools.openkit, ctx, personId);
    if (!person) await tools.openkit.listPeople(ctx, null);
    else if (isUntold(person, doorId)) return verdicts([doorId], 'rejected', 'access_unreadable');
  }
  const held = await tools.db.execute<AccessVersion>(sql`
    select ends_at as "end", shareable from access
    where person_id = ${personId} and door_id = ${doorId} and gone_at is null
      and passcode_type = 'PERMANENT' and granter_kind <> 'user'`);
  // Gone, or several that PATCH cannot tell apart: OpenKit's answer decides.
  const [found] = held.rows;
  if (!found || held.rows.length > 1) return [];
  if (isVersion(found, expected) || isVersion(found, terms)) return [];
  return verdicts([doorId], 'needs_person', 'changed_elsewhere').map((verdict) => ({ ...verdict, found }));
}

const isVersion = (found: AccessVersion, wanted: AccessVersion): boolean =>
  sameInstant(found.end, wanted.end) && found.shareable === wanted.shareable;

async function isFresh({ db }: OperationTools, operationId: string, personId: string): Promise<boolean> {
  const found = await db.execute(sql`
    select 1 from person p join operation o on o.id = ${operationId}
    where p.id = ${personId} and p.refreshed_at > o.created_at
      and p.refreshed_at > clock_timestamp() - make_interval(secs => ${freshSeconds})
      and not ${hasLeftTermsOpenSince(sql`p.refreshed_at`)}`);
  return found.rows.length > 0;
}
