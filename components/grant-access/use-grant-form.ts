import { type FormEvent, useEffect, useRef } from 'react';
import { useForm, useFormState } from 'react-hook-form';
import { leadToFirstMistake } from '@/components/action/first-mistake';
import { useNow } from '@/components/ui/clock';
import type { GrantDraft, SentGrant } from './grant-draft.ts';
import { type GrantForm, grantResolver, initialForm, type KnownRecipient } from './grant-form.ts';
import { useGrant } from './use-grant.ts';

/** The form's state, its checks, and sending it once at a time. */
export function useGrantForm(recipient: KnownRecipient | null, draft: GrantDraft, onSent: (sent: SentGrant) => void) {
  const now = useNow();
  const form = useForm<GrantForm>({
    defaultValues: initialForm(recipient, draft),
    resolver: grantResolver(recipient, now),
    mode: 'onTouched',
    shouldFocusError: false,
  });
  const { send, failure } = useGrant(form, recipient, onSent);
  const isSending = useRef(false);
  const { submitCount, isSubmitting, errors } = useFormState({ control: form.control });
  const hasErrors = Object.keys(errors).length > 0;

  useEffect(() => {
    if (submitCount > 0 && !isSubmitting && hasErrors) leadToFirstMistake(document.getElementById(grantFormId));
  }, [submitCount, isSubmitting, hasErrors]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending.current) return;
    isSending.current = true;
    await form
      .handleSubmit(send)()
      .finally(() => {
        isSending.current = false;
      });
  };
  return { form, submit, failure, isSubmitting };
}

export const grantFormId = 'give-access';
