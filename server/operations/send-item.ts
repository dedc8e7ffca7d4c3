import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db } from '../db/pool.ts';
import { timedCall } from '../mirror/database-time.ts';
import type { CallContext, PersonSnapshot, WriteOutcome } from '../openkit/types.ts';
import { givenToAnother, isMeant } from './another-person.ts';
import type { ClaimedItem } from './claim-item.ts';
import { type ItemResult, noReading, notSent, verdicts } from './item-result.ts';
import { isOurPermanent, isTheAccessAsked, isUnclear, sameInstant } from './match-access.ts';
import { type OperationTools, retryWaitSeconds } from './tools.ts';
import { zonesOfDoors } from './zones.ts';

/**
 * Makes the one call of an item and says what its answer proves. Nothing is applied that OpenKit did not confirm. It
 * may wait long for its turn: then `isStillDue` says whether it leaves at all.
 */
export async function sendItem(
  tools: OperationTools,
  item: ClaimedItem,
  isStillDue: () => Promise<boolean>,
): Promise<ItemResult> {
  const { ctx, readAt } = await timedCall(tools.db, { requestId: item.requestId, priority: item.lane, isStillDue });
  const outcome = await call(tools, item, ctx);
  const doorIds = item.doors.map((door) => door.doorId);
  switch (outcome.kind) {
    case 'not_sent':
      // What kept it back then is found, and said, before its next turn.
      return notSent(doorIds, outcome.reason, outcome.reason === 'not_due' ? 0 : retryWaitSeconds);
    case 'unknown':
      return openQuestion(doorIds, tools.settleSeconds, item.personId);
    case 'rejected':
      return readRejection(item, outcome, doorIds);
    case 'applied':
      return readConfirmation(tools, item, outcome, doorIds, readAt());
  }
}

function call({ openkit }: OperationTools, item: ClaimedItem, ctx: CallContext): Promise<WriteOutcome> {
  const { recipient, terms, personId } = item;
  const doorIds = item.doors.map((door) => door.doorId);
  if (item.action === 'grant') {
    if (!terms) throw new Error('A grant without terms was queued.');
    // The rest of a half-done call: Latch has told the person once.
    const notify = terms.notify && !item.isPartlyApplied;
    return openkit.grant(ctx, { recipient, terms: { ...terms, notify }, doorIds });
  }
  const doorId = doorIds[0];
  if (!personId || !doorId || doorIds.length > 1)
    throw new Error(`A ${item.action} must name one person and one door.`);
  if (item.action === 'revoke') return openkit.revoke(ctx, personId, doorId);
  if (!terms) throw new Error('A change without terms was queued.');
  return openkit.change(ctx, personId, doorId, { shareable: terms.shareable, end: terms.end });
}

function readRejection(
  item: ClaimedItem,
  outcome: Extract<WriteOutcome, { kind: 'rejected' }>,
  doorIds: string[],
): ItemResult {
  // 404 on a revocation may mean that it is gone already: only a reading can tell.
  if (item.action === 'revoke' && outcome.missing) return openQuestion(doorIds, 0, item.personId);
  const gone = item.action === 'grant' ? 'door_gone' : 'access_gone';
  const reason = (outcome.missing ? gone : outcome.message) ?? `refused_${outcome.status}`;
  const doors = verdicts(doorIds, 'rejected', reason);
  return { doors, next: 'settled', waitSeconds: 0, wasSent: true, wasEmpty: false, ...noReading };
}

async function readConfirmation(
  tools: OperationTools,
  item: ClaimedItem,
  outcome: Extract<WriteOutcome, { kind: 'applied' }>,
  doorIds: string[],
  readAt: Instant,
): Promise<ItemResult> {
  const personId = outcome.personId ?? item.personId;
  if (item.personId && personId && !(await isMeant(tools.db, item.personId, personId))) {
    if (item.action === 'grant') return givenToAnother(tools, item, { id: personId, person: outcome.person });
    // They were named by id: an answer about somebody else proves nothing.
    return openQuestion(doorIds, 0, item.personId);
  }
  if (!outcome.person) {
    const isPlain = item.action === 'revoke' && (await holdsOneAccess(tools.db, item));
    if (isPlain) return { ...openQuestion(doorIds, 0, personId), doors: verdicts(doorIds, 'applied'), next: 'settled' };
    // A bare "OK" does not say which access it hit, or names nobody: ask, at once.
    return openQuestion(doorIds, 0, personId);
  }
  const person = outcome.person;
  const confirmed = await confirmedDoors(tools, item, person);
  const open = doorIds.filter((doorId) => !confirmed.has(doorId));
  return {
    doors: [...verdicts([...confirmed], 'applied'), ...verdicts(open, 'unknown')],
    next: open.length > 0 ? 'read_back' : 'settled',
    waitSeconds: open.length > 0 ? tools.settleSeconds : 0,
    wasSent: true,
    wasEmpty: false,
    personId: person.id,
    reading: { person, readAt },
  };
}

/**
 * Whether the mirror knows one access only that a revocation can have hit. Whoever has somebody's phone can open what
 * was given them since the last sweep, too: there the person must have been read since it was noted.
 */
async function holdsOneAccess(db: Db, item: ClaimedItem): Promise<boolean> {
  const found = await db.execute<{ count: number; isRead: boolean }>(sql`
    select count(*) as count, coalesce(bool_and(o.kind <> 'lost_phone' or p.refreshed_at > o.created_at), false) as "isRead"
    from access a join person p on p.id = a.person_id join operation o on o.id = ${item.operationId}
    where a.person_id = ${item.personId} and a.door_id = ${item.doors[0]?.doorId} and a.gone_at is null`);
  const [held] = found.rows;
  return held?.count === 1 && held.isRead;
}

/** The doors of an item on which OpenKit shows what was asked for. */
export async function confirmedDoors(
  tools: OperationTools,
  item: ClaimedItem,
  person: PersonSnapshot,
): Promise<Set<string>> {
  const zones = await zonesOfDoors(
    tools.db,
    item.doors.map((door) => door.doorId),
  );
  return confirmedIn(item, person, zones);
}

/** The same where the zones of its doors are known. */
export function confirmedIn(
  item: ClaimedItem,
  person: PersonSnapshot,
  zones: ReadonlyMap<string, string>,
): Set<string> {
  const isConfirmed = (doorId: string): boolean => {
    const { terms } = item;
    if (item.action === 'revoke')
      return !isUnclear(person, doorId) && !person.accesses.some((found) => isOurPermanent(found, doorId));
    if (!terms) return false;
    if (item.action === 'change') {
      return person.accesses.some(
        (found) =>
          isOurPermanent(found, doorId) && found.shareable === terms.shareable && sameInstant(found.end, terms.end),
      );
    }
    const asked = { doorId, terms, sentAt: item.sentAt ?? terms.start, timeZone: zones.get(doorId) ?? null };
    return person.accesses.some((found) => isTheAccessAsked(found, asked));
  };
  return new Set(item.doors.map((door) => door.doorId).filter(isConfirmed));
}

const openQuestion = (doorIds: string[], waitSeconds: number, personId: string | null): ItemResult => ({
  doors: verdicts(doorIds, 'unknown'),
  next: 'read_back',
  waitSeconds,
  wasSent: true,
  wasEmpty: false,
  personId,
  reading: null,
});
