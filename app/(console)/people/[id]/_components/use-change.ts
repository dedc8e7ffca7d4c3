import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { AccessView } from '#lib/schemas/access';
import { changeAccess } from '#server/actions/accesses';
import { ask } from '@/components/action/ask';
import { useIntent } from '@/components/action/use-intent';
import { useNow } from '@/components/ui/clock';
import { type ChangeErrors, type ChangeForm, changeOf, errorsOf, untouched } from './change-form.ts';

type Changing = {
  personId: string;
  accesses: readonly AccessView[];
  onSent: (operationId: string) => void;
  /** They are no longer as they were when the form was opened. */
  onStale: () => void;
};

/** The form's state, its checks once sent, and sending it once at a time. */
export function useChange({ personId, accesses, onSent, onStale }: Changing) {
  const now = useNow();
  const [form, setForm] = useState(untouched);
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const intent = useIntent();
  const found = errorsOf(form, accesses, now);
  const errors: ChangeErrors = isChecked ? found : {};

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const change = changeOf(form);
    if (isSending || !change || Object.keys(found).length > 0) return;
    setSending(true);
    setFailure(null);
    const doorIds = [...new Set(accesses.map((access) => access.doorId))];
    const seen = accesses.map(({ doorId, end, shareable }) => ({ doorId, end, shareable }));
    const answer = await ask(changeAccess({ intentId: intent.idFor(form), personId, doorIds, ...change, seen }));
    setSending(false);
    if (answer.ok) return onSent(answer.value.operationId);
    setFailure(answer.error);
    // From here on the form is about how things stand now, which the failure names.
    if (answer.error.code === 'stale') {
      intent.forget();
      onStale();
    }
  };
  const change = (part: Partial<ChangeForm>) => setForm((before) => ({ ...before, ...part }));
  return { form, change, errors, failure, isSending, submit };
}
