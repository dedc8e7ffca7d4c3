import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import type { CreatePlanInput } from '#lib/schemas/plan';
import { changePlan, createPlan } from '#server/actions/plans';
import { useNow } from '@/components/ui/clock';
import { type PlanErrors, type PlanForm, planErrorsOf, planField, planInputOf } from './plan-form.ts';

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

type Target = {
  first: PlanForm;
  /** The plan to change; null = a new one. */
  planId: string | null;
  onChanged: () => void;
};

/**
 * The form's state, its checks once sent, and sending it; the same form twice is one intent. Then the page of the plan,
 * or that page anew.
 */
export function usePlanForm({ first, planId, onChanged }: Target) {
  const now = useNow();
  const router = useRouter();
  const [form, setForm] = useState(first);
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [refused, setRefused] = useState<PlanErrors>({});
  const intent = useRef({ id: '', form });
  const found = planErrorsOf(form, now);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isSending || Object.keys(found).length > 0) return;
    setSending(true);
    setFailure(null);
    if (intent.current.id === '' || intent.current.form !== form) intent.current = { id: crypto.randomUUID(), form };
    const input = planInputOf(form, intent.current.id, now);
    const answer = await (planId ? changed(planId, input) : createPlan(input)).catch(() => ({
      ok: false as const,
      error: lost,
    }));
    setSending(false);
    if (answer.ok && planId) {
      router.refresh();
      return onChanged();
    }
    if (answer.ok && answer.value) return router.push(`/schedules/plans/${answer.value.planId}`);
    if (answer.ok) return;
    const field = planField(answer.error.field);
    if (field) setRefused({ [field]: sentenceFor(answer.error) });
    else setFailure(answer.error);
  };
  const change = (part: Partial<PlanForm>) => {
    setRefused({});
    setForm((before) => ({ ...before, ...part }));
  };
  return { form, change, errors: isChecked ? { ...found, ...refused } : {}, failure, isSending, submit };
}

function changed(planId: string, { doorIds, weekdays, dates, until, exceptions, notify }: CreatePlanInput) {
  return changePlan({ planId, change: 'edit', doorIds, weekdays, dates, until, exceptions, notify });
}
