'use client';

import { planLimits, planTiming } from '#lib/messages/plan-words';
import type { TechnicianInput } from '#lib/schemas/plan';
import { DoorChooser } from '@/components/grant-access/door-chooser';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { PlanContact } from './plan-contact.tsx';
import { PlanDays } from './plan-days.tsx';
import type { PlanForm } from './plan-draft.ts';
import { usePlanForm } from './use-plan-form.ts';

const formId = 'plan-codes';

type Props = {
  buildingId: string;
  /** What it begins with. */
  first: PlanForm;
  /** Whom codes were planned for before. */
  known: TechnicianInput[];
  /** The plan to change. Left out = a new one. */
  planId?: string;
  onClose: () => void;
};

/** Four questions in the order people answer them: doors, days, until, contact. */
export default function PlanSheet({ buildingId, first, known, planId, onClose }: Props) {
  const target = { first, planId: planId ?? null, onChanged: onClose };
  const { form, change, errors, failure, isSending, submit } = usePlanForm(target);
  return (
    <Sheet
      title={planId ? 'Change the plan' : 'Plan codes'}
      facts={
        planId
          ? 'Codes already issued stay as they are, with whoever they went to; days without one follow what you set here.'
          : 'A code for each day, issued automatically.'
      }
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            {planId ? 'Change the plan' : 'Plan these codes'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-7">
        {failure && <FormFailure failure={failure} />}
        <DoorChooser
          chosen={form.doors}
          onChange={(doors) => change({ doors })}
          buildingId={buildingId}
          heldDoorIds={[]}
          error={errors.doors}
        />
        <PlanDays form={form} onChange={change} errors={errors} />
        <PlanContact form={form} onChange={change} errors={errors} known={known} planId={planId} />
        <p className="text-sm text-muted">
          {planLimits} {planTiming}
        </p>
      </form>
    </Sheet>
  );
}
