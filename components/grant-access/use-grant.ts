import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { grantAccess } from '#server/actions/accesses';
import { ask } from '@/components/action/ask';
import { useIntent } from '@/components/action/use-intent';
import { useNow } from '@/components/ui/clock';
import type { SentGrant } from './grant-draft.ts';
import { formField, type GrantForm, inputOf, type KnownRecipient } from './grant-form.ts';
import { termsOf } from './grant-terms.ts';

/** Sends the form. A failure stands at the field it belongs to as well; nothing typed is lost. */
export function useGrant(
  form: UseFormReturn<GrantForm>,
  recipient: KnownRecipient | null,
  onSent: (sent: SentGrant) => void,
) {
  const now = useNow();
  const intent = useIntent();
  const [failure, setFailure] = useState<Failure | null>(null);

  const send = async (values: GrantForm) => {
    setFailure(null);
    const answer = await ask(grantAccess(inputOf(values, recipient, intent.idFor(values), now)));
    if (answer.ok) {
      // Were it the same again, after OpenKit refused it.
      intent.forget();
      const { doors, answers, sendTo, note } = values;
      const draft = { doors, terms: termsOf(values, now), answers, sendTo, note };
      onSent({ operationId: answer.value.operationId, draft });
      return;
    }
    const field = formField(answer.error.field);
    setFailure(answer.error);
    if (field) form.setError(field, { type: 'server', message: sentenceFor(answer.error) });
  };
  return { send, failure };
}
