import { doorsOnWrongDay } from './check-day.ts';
import { doorsWithoutStepBefore } from './check-order.ts';
import { doorsNotAllowed } from './check-rights.ts';
import { type ClaimedItem, claimItem } from './claim-item.ts';
import { type DoorVerdict, noReading, verdicts } from './item-result.ts';
import { readBack } from './read-back.ts';
import { sendItem } from './send-item.ts';
import { settleItem } from './settle-item.ts';
import type { OperationTools } from './tools.ts';

/**
 * Works on an operation until nothing of it is due, one item after the other; run it several times at once to have
 * several calls under way. Returns early when `signal` aborts: what is under way is finished, the rest stays queued.
 */
export async function runOperation(tools: OperationTools, operationId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const item = await claimItem(tools.db, operationId, tools.leaseOwner);
    if (!item) return;
    await turn(tools, item);
  }
}

async function turn(tools: OperationTools, item: ClaimedItem): Promise<void> {
  if (item.task === 'read_back') return settleItem(tools, item, await readBack(tools, item));
  const refused = await refusedBeforeSending(tools, item);
  if (refused.length === 0) return settleItem(tools, item, await sendItem(tools, item));
  // The rest of the item, if any, goes on without these doors.
  const isRefused = new Set(refused.map((door) => door.doorId));
  const rest = item.doors.map((door) => door.doorId).filter((doorId) => !isRefused.has(doorId));
  return settleItem(tools, item, {
    doors: [...refused, ...verdicts(rest, 'queued')],
    next: rest.length > 0 ? 'send' : 'settled',
    waitSeconds: 0,
    wasSent: false,
    wasEmpty: false,
    ...noReading,
  });
}

/** What held when it was accepted is asked again at the moment of sending: the step before, rights, the day of a daily code. */
async function refusedBeforeSending(tools: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const tooEarly = await doorsWithoutStepBefore(tools, item);
  if (tooEarly.length > 0) return verdicts(tooEarly, 'cancelled', 'step_before_failed');
  const notAllowed = await doorsNotAllowed(tools, item);
  if (notAllowed.length > 0) return verdicts(notAllowed, 'rejected', 'no_longer_allowed');
  return doorsOnWrongDay(tools, item);
}
