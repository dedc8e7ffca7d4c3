import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { AccessView } from '#lib/schemas/access';
import { changeAccess } from '#server/actions/accesses';
import { useNow } from '@/components/ui/clock';
import { type ChangeErrors, type ChangeForm, changeOf, errorsOf, untouched } from './change-form.ts';

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

/** The form's state, its checks once sent, and sending it once at a time; the same form twice is one intent. */
export function useChange(personId: string, accesses: readonly AccessView[], onSent: (operationId: string) => void) {
  const now = useNow();
  const [form, setForm] = useState(untouched);
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const intent = useRef({ id: '', form });
  const found = errorsOf(form, accesses, now);
  const errors: ChangeErrors = isChecked ? found : {};

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const change = changeOf(form);
    if (isSending || !change || Object.keys(found).length > 0) return;
    setSending(true);
    setFailure(null);
    if (intent.current.id === '' || intent.current.form !== form) intent.current = { id: crypto.randomUUID(), form };
    const doorIds = [...new Set(accesses.map((access) => access.doorId))];
    const seen = accesses.map(({ doorId, end, shareable }) => ({ doorId, end, shareable }));
    const answer = await changeAccess({ intentId: intent.current.id, personId, doorIds, ...change, seen }).catch(
      () => ({
        ok: false as const,
        error: lost,
      }),
    );
    setSending(false);
    if (answer.ok) onSent(answer.value.operationId);
    else setFailure(answer.error);
  };
  const change = (part: Partial<ChangeForm>) => setForm((before) => ({ ...before, ...part }));
  return { form, change, errors, failure, isSending, submit };
}
