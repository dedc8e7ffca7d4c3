import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { Result } from '#lib/errors';
import type { CreatePlanInput } from '#lib/schemas/plan';
import { changePlan, createPlan } from '#server/actions/plans';
import { useCheckedForm } from '@/components/action/use-checked-form';
import { useNow } from '@/components/ui/clock';
import type { PlanForm } from './plan-draft.ts';
import { planErrorsOf, planField, planInputOf } from './plan-form.ts';

type Target = {
  first: PlanForm;
  /** The plan to change; null = a new one. */
  planId: string | null;
  onChanged: () => void;
};

/** The form of a plan. Once it is sent, the page of the plan, or that page anew. */
export function usePlanForm({ first, planId, onChanged }: Target) {
  const now = useNow();
  const router = useRouter();
  const client = useQueryClient();
  return useCheckedForm({
    first,
    errorsOf: (form) => planErrorsOf(form, now),
    fieldOf: planField,
    send: (form, intentId) => {
      const input = planInputOf(form, intentId, now);
      return planId ? edit(planId, input) : createPlan(input);
    },
    onSent: (sent) => {
      void client.invalidateQueries();
      if (!planId) return router.push(`/schedules/plans/${sent.planId}`);
      router.refresh();
      onChanged();
    },
  });
}

async function edit(planId: string, input: CreatePlanInput): Promise<Result<{ planId: string }>> {
  const { intentId: _, starts: __, ...terms } = input;
  const answer = await changePlan({ planId, change: 'edit', ...terms });
  return answer.ok ? { ok: true, value: { planId } } : answer;
}
