'use client';

import { useState } from 'react';
import type { PlanView } from '#lib/schemas/plan';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { EditPlan, type PlanChoices } from './edit-plan.tsx';
import { useChangePlan } from './use-change-plan.ts';

/** Pause and go on at a press; ending asks once. */
export function PlanActions({ plan, ...choices }: PlanChoices & { plan: PlanView }) {
  const { isSending, change } = useChangePlan(plan.id);
  const [isEnding, setEnding] = useState(false);
  const isPaused = plan.state === 'paused';
  return (
    <div className="flex flex-wrap gap-2">
      <EditPlan plan={plan} {...choices} />
      <Button isPending={isSending} onClick={() => void change({ change: isPaused ? 'resume' : 'pause' })}>
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <Button onClick={() => setEnding(true)}>End plan</Button>
      {isEnding && (
        <ConfirmDialog
          title={`End the codes of ${plan.personName}?`}
          confirmLabel="End plan"
          isDanger
          isPending={isSending}
          onConfirm={() => void change({ change: 'end' }).then((isDone) => isDone && setEnding(false))}
          onClose={() => setEnding(false)}
        >
          <p>No further code is issued, and the plan cannot be started again.</p>
          <p>Codes already issued keep working until their day is over: they cannot be revoked.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
