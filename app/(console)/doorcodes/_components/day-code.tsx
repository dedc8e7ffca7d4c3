'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const load = () => import('@/components/day-code/day-code-sheet');
const DayCodeSheet = dynamic(load, { ssr: false });

/** A code for one day, for somebody who comes to work, to deliver or to look. */
export function DayCode({ buildingId }: { buildingId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon="plus"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        Day code
      </Button>
      {isOpen && <DayCodeSheet buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
