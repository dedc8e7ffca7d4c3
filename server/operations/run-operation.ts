import { doorsNotAllowed } from './check-rights.ts';
import { type ClaimedItem, claimItem } from './claim-item.ts';
import { noReading, verdicts } from './item-result.ts';
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
  const refused = await doorsNotAllowed(tools, item);
  if (refused.length === 0) return settleItem(tools, item, await sendItem(tools, item));
  // The rest of the item, if any, goes on without these doors.
  const rest = item.doors.filter((door) => !refused.includes(door.doorId)).map((door) => door.doorId);
  return settleItem(tools, item, {
    doors: [...verdicts(refused, 'rejected', 'no_longer_allowed'), ...verdicts(rest, 'queued')],
    next: rest.length > 0 ? 'send' : 'settled',
    waitSeconds: 0,
    wasSent: false,
    wasEmpty: false,
    ...noReading,
  });
}
