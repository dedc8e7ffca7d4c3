'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { operationQuery } from '#lib/queries/operation';
import type { OperationView } from '#lib/schemas/operation';

type Props = {
  operationId: string;
  /** The answer of a call was lost; it is being read back. Said once. */
  onUnknown: () => void;
  /** Nothing is left to be sent or confirmed. Said once. */
  onSettled: (operation: OperationView) => void;
};

/** Follows an operation to its end without showing anything. */
export function OperationWatch({ operationId, onUnknown, onSettled }: Props) {
  const { data: operation } = useQuery(operationQuery(operationId));
  const isUnknown = operation?.doors.some((door) => door.state === 'unknown') ?? false;
  const isSettled = operation !== undefined && operation.state !== 'active';
  const sayUnknown = useEffectEvent(onUnknown);
  const saySettled = useEffectEvent(() => operation && onSettled(operation));
  useEffect(() => {
    if (isUnknown) sayUnknown();
  }, [isUnknown]);
  useEffect(() => {
    if (isSettled) saySettled();
  }, [isSettled]);
  return null;
}
