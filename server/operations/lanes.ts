import { type Lane, lanes } from '../db/schema/operations.ts';
import type { NewItem } from './new-operation.ts';

/** Above this many calls an operation is bulk: it yields to people waiting in front of a page. */
const bulkThreshold = 10;

/** Which queue a call stands in. Taking access away never waits behind anything else. */
export function laneOf(action: NewItem['action'], calls: number): Lane {
  if (action === 'revoke') return 'revoke';
  return calls > bulkThreshold ? 'bulk' : 'interactive';
}

export function lanesOf(items: readonly Pick<NewItem, 'action'>[]): Lane[] {
  const used = new Set(items.map((item) => laneOf(item.action, items.length)));
  return lanes.filter((lane) => used.has(lane));
}
