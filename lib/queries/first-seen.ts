import type { QueryClient, QueryKey } from '@tanstack/react-query';

const seenAt = new WeakMap<object, number>();

/** When an answer that came in the HTML was first shown: Back shows the same one again, and it is no newer for that. */
export function firstSeen(answer: object): number {
  const at = seenAt.get(answer) ?? Date.now();
  seenAt.set(answer, at);
  return at;
}

/**
 * What was read anew, at `at`, takes the place of what the browser kept from before; what Back shows again does not.
 */
export function keepNewer(client: QueryClient, queryKey: QueryKey, answer: object, at: number): void {
  const kept = client.getQueryState(queryKey);
  if (kept && kept.dataUpdatedAt < at) client.setQueryData(queryKey, answer, { updatedAt: at });
}
