'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const PrintSheet = dynamic(() => import('./print-sheet.tsx'), { ssr: false });

/** For the front desk: the day codes of one building on paper. */
export function PrintButton({ buildingId }: { buildingId: string }) {
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
