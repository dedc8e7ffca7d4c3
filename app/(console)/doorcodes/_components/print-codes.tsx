'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';

const PrintSheet = onDemand(() => import('./print-sheet.tsx'));

/** For the front desk: the day codes of one building on paper. */
export function PrintCodes({ buildingId }: { buildingId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="keypad" onClick={() => setOpen(true)}>
        Print today’s codes
      </Button>
      {isOpen && <PrintSheet buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
