'use client';

import type { DoorRow } from '#lib/schemas/door';
import type { PlanView, TechnicianInput } from '#lib/schemas/plan';
import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';
import { formOfPlan } from '../../_components/plan-draft.ts';

const load = () => import('../../_components/plan-sheet.tsx');
const PlanSheet = onDemand(load);

export type PlanChoices = {
  /** Those of the plan that can still be chosen. */
  doors: DoorRow[];
  /** Whom codes were planned for before. */
  known: TechnicianInput[];
};

/** Other doors, days or somebody else from now on. */
export function EditPlan({ plan, doors, known }: PlanChoices & { plan: PlanView }) {
  return (
    <SheetButton
      preload={load}
      sheet={(close) => (
        <PlanSheet
          buildingId={doors[0]?.buildingId ?? ''}
          first={formOfPlan(plan, doors)}
          known={known}
          planId={plan.id}
          onClose={close}
        />
      )}
    >
      Change
    </SheetButton>
  );
}
