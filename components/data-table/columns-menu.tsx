'use client';

import { Button } from '@/components/ui/button';
import { ChecksPanel, type ChecksPanelProps } from './checks-panel.tsx';

type Props = Pick<ChecksPanelProps, 'options' | 'ids' | 'onChoose' | 'trigger' | 'onClose'> & {
  onReset: (() => void) | undefined;
};

/** A box to tick for each column, and the way back to the usual ones. */
export default function ColumnsMenu({ onReset, ...panel }: Props) {
  return (
    <ChecksPanel label="Columns" placement="bottom end" {...panel}>
      <p className="text-sm text-muted">A narrow window leaves some of them out.</p>
      <Button disabledReason={onReset ? undefined : 'These are the usual columns.'} onClick={onReset} className="mt-1">
        Usual columns
      </Button>
    </ChecksPanel>
  );
}
