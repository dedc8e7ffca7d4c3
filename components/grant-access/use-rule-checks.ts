import { type UseFormReturn, useFormState } from 'react-hook-form';
import { isDaily } from '#lib/access-rules/terms';
import { addMs, epochMs, type Instant, toInstant } from '#lib/time/instant';
import { useNow } from '@/components/ui/clock';
import type { GrantForm } from './grant-form.ts';
import { kindOf } from './grant-terms.ts';

const hourMs = 3_600_000;
const monthMs = 30 * 24 * hourMs;

/**
 * Rules follow the kind of access, so what a choice breaks is told at once: everything after a first try to send,
 * before it only what a daily code cannot do.
 */
export function useRuleChecks(form: UseFormReturn<GrantForm>) {
  const now = useNow();
  const { isSubmitted } = useFormState({ control: form.control });
  const checkRules = () => {
    const values = form.getValues();
    if (isSubmitted) void form.trigger();
    else if (isDaily(kindOf(values)) && values.doors.length > 0) void form.trigger(ruledByKind);
    else form.clearErrors(ruledByKind);
  };
  const onAnswer = () => {
    const { answers, terms } = form.getValues();
    if (answers.length === 'period' && terms.end === null) form.setValue('terms.end', inAMonth(now));
    checkRules();
  };
  return { checkRules, onAnswer };
}

const ruledByKind = ['doors', 'terms.start', 'terms.shareable', 'terms.notify'] as const;

/** A first value for the end, at a full hour, so that only what differs has to be typed. */
const inAMonth = (now: Instant): Instant => toInstant(Math.ceil(epochMs(addMs(now, monthMs)) / hourMs) * hourMs);
