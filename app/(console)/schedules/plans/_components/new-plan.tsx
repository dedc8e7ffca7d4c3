'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const load = () => import('./plan-sheet.tsx');
const PlanSheet = dynamic(load, { ssr: false });

/** The primary act of the page; the form's code is fetched when somebody points at it. */
export function NewPlan({ buildingId }: { buildingId: string }) {
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
        Plan codes
      </Button>
      {isOpen && <PlanSheet buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
