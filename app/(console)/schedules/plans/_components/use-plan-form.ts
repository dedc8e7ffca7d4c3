import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { createPlan } from '#server/actions/plans';
import { useNow } from '@/components/ui/clock';
import { emptyPlan, type PlanErrors, type PlanForm, planErrorsOf, planField, planInputOf } from './plan-form.ts';

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

/** The form's state, its checks once sent, and sending it; the same form twice is one intent. Then the plan's page. */
export function usePlanForm() {
  const now = useNow();
  const router = useRouter();
  const [form, setForm] = useState(emptyPlan);
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
    const answer = await createPlan(planInputOf(form, intent.current.id, now)).catch(() => ({
      ok: false as const,
      error: lost,
    }));
    setSending(false);
    if (answer.ok) return router.push(`/schedules/plans/${answer.value.planId}`);
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
