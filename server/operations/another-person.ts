import { sql } from 'drizzle-orm';
import type { Db } from '../db/pool.ts';
import { andAfter } from '../db/successors.ts';
import { timedCall } from '../mirror/database-time.ts';
import { refreshPerson } from '../mirror/refresh-person.ts';
import type { PersonSnapshot } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import type { ClaimedItem } from './claim-item.ts';
import { type ItemResult, verdicts } from './item-result.ts';
import type { OperationTools } from './tools.ts';

/** Whether somebody OpenKit names is the person meant, or became them: a member of staff said so of the two. */
export async function isMeant(db: Db, meantId: string, foundId: string): Promise<boolean> {
  if (meantId === foundId) return true;
  const found = await db.execute(sql`
    select 1 from (${andAfter('person', sql`${meantId}::uuid`)}) later where id = ${foundId}`);
  return found.rows.length > 0;
}

/** `person` null = the answer named them alone. */
type Other = { id: string; person: PersonSnapshot | null };

/**
 * A grant meant for a known person went to somebody else, who has their address: a person must take it back there. Both
 * are read, so that the mirror shows who holds the doors, and that the one meant has another address now.
 */
export async function givenToAnother(tools: OperationTools, item: ClaimedItem, other: Other): Promise<ItemResult> {
  const ctx = { requestId: item.requestId, priority: item.lane };
  const { id } = other;
  // A reading of them that began earlier may not show it yet, and no item of theirs keeps that reading from undoing it.
  const call = await timedCall(tools.db, ctx);
  const person = other.person ?? (await unlessUnread(tools.openkit.getPerson(call.ctx, id)));
  if (item.personId) await unlessUnread(refreshPerson(tools.db, tools.openkit, ctx, item.personId));
  const doorIds = item.doors.map((door) => door.doorId);
  return {
    doors: verdicts(doorIds, 'needs_person', 'given_to_another'),
    next: 'settled',
    waitSeconds: 0,
    wasSent: true,
    wasEmpty: false,
    personId: item.personId,
    reading: person && { person, readAt: call.readAt() },
  };
}

/** What OpenKit has done is known without it; the next sweep reads them both. */
const unlessUnread = (reading: Promise<PersonSnapshot | null>): Promise<PersonSnapshot | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof UpstreamError) return null;
    throw error;
  });
