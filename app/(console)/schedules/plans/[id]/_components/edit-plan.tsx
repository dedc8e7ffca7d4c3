'use client';

import type { DoorRow } from '#lib/schemas/door';
import type { PlanView } from '#lib/schemas/plan';
import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';
import { formOfPlan } from '../../_components/plan-draft.ts';

const load = () => import('../../_components/plan-sheet.tsx');
const PlanSheet = onDemand(load);

/** Other doors or days from now on. `doors`: those of the plan that can still be chosen. */
export function EditPlan({ plan, doors }: { plan: PlanView; doors: DoorRow[] }) {
  return (
    <SheetButton
      preload={load}
      sheet={(close) => (
        <PlanSheet
          buildingId={doors[0]?.buildingId ?? ''}
          first={formOfPlan(plan, doors)}
          planId={plan.id}
          onClose={close}
        />
      )}
    >
      Change
    </SheetButton>
  );
}
