'use client';

import { useEffect, useState } from 'react';
import type { TechnicianInput } from '#lib/schemas/plan';
import { receivePlanStarts } from '@/components/plan/plan-start';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { emptyPlan } from './plan-draft.ts';

const load = () => import('./plan-sheet.tsx');
const PlanSheet = onDemand(load);

/** The primary act of the page; the form's code is fetched when somebody points at it. */
export function NewPlan({ buildingId, known }: { buildingId: string; known: TechnicianInput[] }) {
  const [isOpen, setOpen] = useState(false);
  const [first, setFirst] = useState(emptyPlan);
  useEffect(
    () =>
      receivePlanStarts((start) => {
        setFirst({ ...emptyPlan, ...start, kind: 'dates' });
        setOpen(true);
      }),
    [],
  );
  const close = () => {
    setOpen(false);
    setFirst(emptyPlan);
  };
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
      {isOpen && (
        <PlanSheet buildingId={first.doors[0]?.buildingId ?? buildingId} first={first} known={known} onClose={close} />
      )}
    </>
  );
}
