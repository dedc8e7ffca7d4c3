import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { DoorState } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import { type AuditInput, appendAudit } from '../audit/append.ts';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import { type Lane, operationItem, operationItemDoor } from '../db/schema/operations.ts';
import { endAccess } from '../mirror/end-access.ts';
import { savePeople } from '../mirror/save-people.ts';
import type { ClaimedItem } from './claim-item.ts';
import { dropReasons } from './drop-reasons.ts';
import { endStopped } from './end-stopped.ts';
import { finishOperations, lockOperation } from './finish-operation.ts';
import { followChange } from './follow-change.ts';
import { outlivingDeadlocks } from './give-way.ts';
import type { DoorVerdict, ItemResult } from './item-result.ts';
import { lockLeases } from './lock-leases.ts';
import { nameHosts } from './name-hosts.ts';
import { namePerson } from './name-person.ts';
import { actorOf, eventOf } from './new-operation.ts';
import { reopenReasons } from './reopen-reasons.ts';
import { withoutStopped } from './stop-under-way.ts';
import type { OperationTools } from './tools.ts';
import { wakeOperation } from './wake-operation.ts';

/**
 * Writes what a turn came to: outcome, mirror, follow-up job and audit in one transaction. Does nothing when the fence
 * has moved on, because someone else has taken the item over and will find out for themselves.
 */
export async function settleItem(tools: OperationTools, item: ClaimedItem, found: ItemResult): Promise<void> {
  const at = await now();
  const woken = await outlivingDeadlocks(tools.db, async (tx) => {
    await lockOperation(tx, item.operationId);
    const result = await withoutStopped(tx, item, found);
    if (!(await writeItem(tx, item, result))) {
      tools.log.warn({ itemId: item.id }, 'an outcome came too late and was dropped');
      return null;
    }
    const isStopped = result.doors.some(({ reason }) => reason === 'stopped_under_way');
    // No lease of theirs follows what was given: whoever is at their leases need not be waited for.
    const isFollowed = item.action !== 'grant' || isStopped;
    if (result.reading && isFollowed) await lockHolder(tx, item, result.reading.person.id);
    await writeDoors(tx, item, result.doors, at);
    const unbegunIds = isStopped ? await endStopped(tx, item.operationId, at) : [];
    await reopenReasons(tx, item.operationId, keptDoors(item, result.doors), unbegunIds);
    await dropReasons(tx, item, result.doors, at);
    const leaseRecords = await followChange(tx, item, result.doors, at);
    if (result.personId && !item.personId) await namePerson(tx, item, result.personId);
    if (result.reading) await saveReading(tx, item, result, at);
    else if (item.action === 'revoke') await endRevoked(tx, item, result, at);
    await nameGuests(tx, item, result);
    await finishOperations(tx, [item.operationId]);
    const waiting = await wake(tools, tx, item, result);
    await appendAudit(tx, [...outcomesOf(item, result), ...leaseRecords]);
    return waiting;
  });
  if (woken) await wakeLate(tools, item, found, woken);
}

/** As jobs do it: leases, then the person, and only then why they hold their doors. */
async function lockHolder(tx: Tx, { operationId }: ClaimedItem, personId: string): Promise<void> {
  await lockLeases(tx, personId, operationId);
  await tx.execute(sql`select 1 from person where id = ${personId} for no key update`);
}

async function writeItem(tx: Tx, item: ClaimedItem, result: ItemResult): Promise<boolean> {
  const stateOf = { settled: 'settled', read_back: 'unknown', send: 'queued' } as const;
  const written = await tx
    .update(operationItem)
    .set({
      state: stateOf[result.next],
      // The transaction's time, as its job's: a job must not come before its item is due.
      dueAt: sql`now() + make_interval(secs => ${result.waitSeconds})`,
      leaseOwner: null,
      personId: result.personId ?? item.personId,
      sends: item.sends + (result.wasSent ? 1 : 0),
      emptyReadBacks: result.next === 'send' ? 0 : item.emptyReadBacks + (result.wasEmpty ? 1 : 0),
    })
    .where(and(eq(operationItem.id, item.id), eq(operationItem.fence, item.fence)))
    .returning({ id: operationItem.id });
  return written.length === 1;
}

async function writeDoors(tx: Tx, item: ClaimedItem, doors: DoorVerdict[], at: Instant): Promise<void> {
  for (const group of Map.groupBy(doors, (door) => `${door.state}|${door.reason}`).values()) {
    const first = group[0];
    if (!first) continue;
    await tx
      .update(operationItemDoor)
      .set({
        state: first.state,
        reason: first.reason,
        found: first.found ?? null,
        settledAt: isFinal(first.state) ? sql`clock_timestamp()` : null,
        ...unconfirmed(item, first.state, at),
      })
      .where(
        and(
          eq(operationItemDoor.itemId, item.id),
          inArray(
            operationItemDoor.doorId,
            group.map((door) => door.doorId),
          ),
        ),
      );
  }
}

/** A lost answer is found out by a reading, or sent for once more; what was answered at once was never unconfirmed. */
function unconfirmed({ task }: ClaimedItem, state: DoorState, at: Instant) {
  if (state === 'unknown') return {};
  return task === 'send' || state === 'queued' ? { unconfirmedFrom: null } : { unconfirmedUntil: at };
}

const keeping: readonly (string | null)[] = ['step_before_failed', 'stopped_under_way'];

/** What is neither taken away nor changed because what had to come first was not confirmed, or somebody stopped it. */
const keptDoors = ({ action, personId }: ClaimedItem, doors: DoorVerdict[]) =>
  doors.flatMap(({ doorId, reason }) => (action !== 'grant' && keeping.includes(reason) ? [{ personId, doorId }] : []));

async function saveReading(tx: Tx, item: ClaimedItem, { reading, doors }: ItemResult, at: Instant): Promise<void> {
  if (!reading) return;
  await savePeople(tx, {
    people: [reading.person],
    at,
    readAt: reading.readAt,
    cause: { kind: 'operation', operationId: item.operationId, doorIds: item.doors.map(({ doorId }) => doorId) },
    alone: true,
    settles: appliedIn(doors),
  });
}

const appliedIn = (doors: DoorVerdict[]): string[] =>
  doors.filter(({ state }) => state === 'applied').map(({ doorId }) => doorId);

/** A guest's new access is known by now: whose guest they are is noted on it. */
async function nameGuests(tx: Tx, item: ClaimedItem, result: ItemResult): Promise<void> {
  const personId = result.personId ?? item.personId;
  const given = appliedIn(result.doors);
  if (personId && item.action !== 'revoke' && given.length > 0) await nameHosts(tx, personId, given);
}

/** A confirmed revocation that needed no reading: its answer is the news. */
async function endRevoked(tx: Tx, item: ClaimedItem, result: ItemResult, at: Instant): Promise<void> {
  const { personId, operationId } = item;
  if (!personId) return;
  for (const doorId of appliedIn(result.doors)) await endAccess(tx, { personId, doorId, operationId, at });
}

type Waiting = { operationId: string; lane: Lane };

/** The next turn of this item, and whatever waited for this person, which is answered. */
async function wake({ boss }: OperationTools, tx: Tx, item: ClaimedItem, result: ItemResult): Promise<Waiting[]> {
  if (result.next !== 'settled') await wakeOperation(boss, tx, item, result.waitSeconds);
  const waiting = await waitingFor(tx, item, result);
  for (const other of waiting) await wakeOperation(boss, tx, other);
  return waiting;
}

/**
 * What was accepted while the settlement waited for the log: it was not woken, and may have looked before there was
 * anything settled to see.
 */
async function wakeLate({ db, boss }: OperationTools, item: ClaimedItem, found: ItemResult, woken: Waiting[]) {
  const isWoken = new Set(woken.map(({ operationId, lane }) => `${operationId}|${lane}`));
  const waiting = await waitingFor(db, item, found);
  const late = waiting.filter(({ operationId, lane }) => !isWoken.has(`${operationId}|${lane}`));
  if (late.length === 0) return;
  await db.transaction(async (tx) => {
    for (const other of late) await wakeOperation(boss, tx, other);
  });
}

/** Other operations with something to be sent for the person of this item. */
async function waitingFor(db: Db | Tx, item: ClaimedItem, result: ItemResult): Promise<Waiting[]> {
  const personId = result.personId ?? item.personId;
  const isTheirs = or(
    eq(operationItem.personKey, item.personKey),
    personId ? eq(operationItem.personId, personId) : undefined,
  );
  return db
    .selectDistinct({ operationId: operationItem.operationId, lane: operationItem.lane })
    .from(operationItem)
    .where(and(isTheirs, eq(operationItem.state, 'queued'), ne(operationItem.operationId, item.operationId)));
}

const isFinal = (state: DoorState): boolean => !['queued', 'sending', 'unknown'].includes(state);

/** One record a door for every outcome, and one when an answer is first found missing. */
function outcomesOf(item: ClaimedItem, result: ItemResult): AuditInput[] {
  const before = new Map(item.doors.map((door) => [door.doorId, door]));
  const personId = result.personId ?? item.personId;
  const readId = result.reading?.person.id;
  const other: Record<string, string> = readId && readId !== personId ? { givenTo: readId } : {};
  return result.doors.flatMap((door): AuditInput[] => {
    const phase = phaseOf(door.state);
    const earlier = before.get(door.doorId);
    if (!phase || (phase === 'unknown' && door.state === earlier?.state)) return [];
    return [
      {
        event: eventOf[item.action],
        phase,
        actor: actorOf(item),
        object: personId ? { type: 'person', id: personId } : { type: 'operation', id: item.operationId },
        buildingId: earlier?.buildingId ?? undefined,
        operationId: item.operationId,
        requestId: item.requestId,
        details: { doorId: door.doorId, reason: door.reason, callId: item.id, ...other },
      },
    ];
  });
}

function phaseOf(state: DoorState): AuditInput['phase'] | null {
  if (state === 'applied' || state === 'rejected' || state === 'cancelled') return state;
  return state === 'unknown' || state === 'needs_person' ? 'unknown' : null;
}
