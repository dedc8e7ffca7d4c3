import { type FormEvent, useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import type { FieldError } from '@/components/ui/field';
import { ask } from './ask.ts';
import { leadToFirstMistake } from './first-mistake.ts';
import { useIntent } from './use-intent.ts';

type Spec<F, N extends string, T> = {
  /** What it begins with. */
  first: F | (() => F);
  /** What is wrong with it, a sentence a field. */
  errorsOf: (form: F) => Partial<Record<N, FieldError>>;
  /** The field that a refusal of the server belongs to; null = none of them. */
  fieldOf: (field: string | undefined) => N | null;
  send: (form: F, intentId: string) => Promise<Result<T>>;
  onSent: (value: T) => void;
};

/** A form whose checks show once it was sent. */
export function useCheckedForm<F extends object, N extends string, T>(spec: Spec<F, N, T>) {
  const [form, setForm] = useState(spec.first);
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [refused, setRefused] = useState<Partial<Record<N, Failure>>>({});
  const intent = useIntent();
  const found = spec.errorsOf(form);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (isSending) return;
    if (Object.keys(found).length > 0) return leadToFirstMistake(event.currentTarget);
    setSending(true);
    setFailure(null);
    const answer = await ask(spec.send(form, intent.idFor(form)));
    setSending(false);
    if (answer.ok) return spec.onSent(answer.value);
    const field = spec.fieldOf(answer.error.field);
    if (field) setRefused({ [field]: answer.error } as Partial<Record<N, Failure>>);
    else setFailure(answer.error);
  };
  const change = (part: Partial<F>) => {
    setRefused({});
    setForm((before) => ({ ...before, ...part }));
  };
  const errors: Partial<Record<N, FieldError>> = isChecked ? { ...found, ...refused } : {};
  return { form, change, errors, failure, isSending, submit };
}
