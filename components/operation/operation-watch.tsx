'use client';

import { useEffect, useEffectEvent } from 'react';
import type { OperationView } from '#lib/schemas/operation';
import { useSettled } from './use-settled.ts';

type Props = {
  operationId: string;
  /** The answer of a call was lost; it is being read back. Said once. */
  onUnknown?: () => void;
  /** Nothing is left to be sent or confirmed. Said once. */
  onSettled?: (operation: OperationView) => void;
};

/** Follows an operation to its end without showing anything. */
export function OperationWatch({ operationId, onUnknown, onSettled }: Props) {
  const { operation } = useSettled(operationId, onSettled);
  const isUnknown = operation?.doors.some((door) => door.state === 'unknown') ?? false;
  const sayUnknown = useEffectEvent(() => onUnknown?.());
  useEffect(() => {
    if (isUnknown) sayUnknown();
  }, [isUnknown]);
  return null;
}
