import { type QueryClient, QueryObserver, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { operationQuery } from '#lib/queries/operation';
import type { OperationView } from '#lib/schemas/operation';

/** Of those that nobody looks at any more: in an outage there may be forty of them. */
const unseenPollMs = 5000;

/**
 * An operation until OpenKit has confirmed or refused each of its calls. Then `onSettled` is called once, and every list
 * is read again: what a job gives or takes stands in most of them, also where its sheet was closed before.
 */
export function useSettled(operationId: string, onSettled?: (operation: OperationView) => void) {
  const client = useQueryClient();
  const { data: operation, error } = useQuery(operationQuery(operationId));
  const isSettled = operation !== undefined && operation.state !== 'active';
  const settled = useEffectEvent(() => {
    void client.invalidateQueries();
    if (operation) onSettled?.(operation);
  });
  useEffect(() => {
    if (isSettled) settled();
  }, [isSettled]);
  useEffect(() => () => followUnseen(client, operationId), [client, operationId]);
  return { operation, error, isSettled };
}

function followUnseen(client: QueryClient, operationId: string): void {
  const query = operationQuery(operationId);
  if (client.getQueryData(query.queryKey)?.state !== 'active') return;
  const observer = new QueryObserver(client, {
    ...query,
    refetchInterval: ({ state: { data } }) => (data?.state === 'active' ? unseenPollMs : false),
  });
  const stop = observer.subscribe(({ data }) => {
    if (data?.state === 'active') return;
    stop();
    void client.invalidateQueries();
  });
}
