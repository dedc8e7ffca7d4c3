import { UpstreamError } from '../openkit/upstream-error.ts';
import { doorsOfOldAddress } from './check-address.ts';
import { doorsOnWrongDay } from './check-day.ts';
import { doorsOutOfOrder, doorsWithoutStepBefore } from './check-order.ts';
import { doorsNotAllowed } from './check-rights.ts';
import { doorsChangedElsewhere } from './check-version.ts';
import { type ClaimedItem, claimItem } from './claim-item.ts';
import { claimStrangers } from './claim-strangers.ts';
import { causeOf, type DoorVerdict, noReading, notSent, verdicts, whyUntold } from './item-result.ts';
import { readBack, readBackStrangers } from './read-back.ts';
import { sendItem } from './send-item.ts';
import { settleItem } from './settle-item.ts';
import { stoppedDoors } from './stop-under-way.ts';
import { type Hand, type OperationTools, retryWaitSeconds } from './tools.ts';

/**
 * Works on an operation until nothing of it is due, one item after the other; run it several times at once to have
 * several calls under way. Returns early when `signal` aborts: what is under way is finished, the rest stays queued.
 */
export async function runOperation(tools: OperationTools, operationId: string, signal: AbortSignal): Promise<void> {
  const hand: Hand = { operationId, itemIds: null };
  tools.hands.add(hand);
  try {
    while (!signal.aborted && (await takeTurn(tools, hand)));
  } finally {
    // What a failure leaves in it is taken over: see `recoverOperations`.
    tools.hands.delete(hand);
  }
}

/** Works on what is due next, if anything is. */
async function takeTurn(tools: OperationTools, hand: Hand): Promise<boolean> {
  const { db, leaseOwner } = tools;
  const { operationId } = hand;
  hand.itemIds = null;
  const overdue = await claimStrangers(db, operationId, leaseOwner, strangersWaitSeconds);
  const item = overdue.length === 0 ? await claimItem(db, operationId, leaseOwner) : null;
  // With nothing else to do, strangers need not wait for more of them.
  const strangers = overdue.length > 0 || item ? overdue : await claimStrangers(db, operationId, leaseOwner, 0);
  if (!item && strangers.length === 0) return false;
  hand.itemIds = (item ? [item] : strangers).map(({ id }) => id);
  if (item) await turn(tools, item);
  for (const [stranger, result] of await readBackStrangers(tools, strangers)) {
    await settleItem(tools, stranger, result);
  }
  return true;
}

/** So long those nobody knows the id of may gather, before OpenKit's whole list is read for their sake. */
const strangersWaitSeconds = 60;

async function turn(tools: OperationTools, item: ClaimedItem): Promise<void> {
  if (item.task === 'read_back') return settleItem(tools, item, await readBack(tools, item));
  const doorIds = item.doors.map((door) => door.doorId);
  // From here on: the reading before a change may take long, too.
  const isStillDue = stillDueIn(tools, item);
  let refused: DoorVerdict[];
  try {
    refused = await refusedBeforeSending(tools, item);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const reason = whyUntold(error);
    if (!reason) return settleItem(tools, item, notSent(doorIds, causeOf(error), retryWaitSeconds));
    refused = verdicts(doorIds, 'rejected', reason);
  }
  // All its doors were cancelled in the moment it was taken up.
  if (doorIds.length > 0 && refused.length === 0)
    return settleItem(tools, item, await sendItem(tools, item, isStillDue));
  // The rest of the item, if any, goes on without these doors.
  const isRefused = new Set(refused.map((door) => door.doorId));
  const rest = doorIds.filter((doorId) => !isRefused.has(doorId));
  return settleItem(tools, item, {
    doors: [...refused, ...verdicts(rest, 'queued')],
    next: rest.length > 0 ? 'send' : 'settled',
    waitSeconds: 0,
    wasSent: false,
    wasEmpty: false,
    ...noReading,
  });
}

/**
 * What held when it was accepted is asked again at the moment of sending: the step before, rights, what was asked
 * since, the address, the day of a daily code, and whether a change still meets what it was meant for.
 */
async function refusedBeforeSending(tools: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const refused = await refusedByNow(tools, item);
  return refused.length > 0 ? refused : doorsChangedElsewhere(tools, item);
}

/** What of that can be said without asking OpenKit. */
async function refusedByNow(tools: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const stopped = await stoppedDoors(tools.db, item);
  if (stopped.size > 0) return verdicts([...stopped], 'cancelled', 'stopped_under_way');
  const tooEarly = await doorsWithoutStepBefore(tools, item);
  if (tooEarly.length > 0) return verdicts(tooEarly, 'cancelled', 'step_before_failed');
  const notAllowed = await doorsNotAllowed(tools, item);
  if (notAllowed.length > 0) return verdicts(notAllowed, 'rejected', 'no_longer_allowed');
  const outOfOrder = await doorsOutOfOrder(tools, item);
  if (outOfOrder.length > 0) return outOfOrder;
  const ofOldAddress = await doorsOfOldAddress(tools, item);
  if (ofOldAddress.length > 0) return ofOldAddress;
  return doorsOnWrongDay(tools, item);
}

/** A call that waited so long for its turn is asked once more whether it may leave. */
const longWaitMs = 1000;

/** Whether a call that was found due just now still is: a right, a day or a wish may have ended while it waited. */
function stillDueIn(tools: OperationTools, item: ClaimedItem): () => Promise<boolean> {
  const foundMs = performance.now();
  return async () => performance.now() - foundMs < longWaitMs || (await refusedByNow(tools, item)).length === 0;
}
