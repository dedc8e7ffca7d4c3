'use client';

import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { AccessView } from '#lib/schemas/access';
import { Sheet } from '@/components/ui/sheet';
import type { GrantDraft, SentGrant } from './grant-draft.ts';
import { GrantFields } from './grant-fields.tsx';
import { GrantFooter } from './grant-footer.tsx';
import type { GrantForm, KnownRecipient } from './grant-form.ts';
import { GrantProgress } from './grant-progress.tsx';
import { useFormValues } from './use-form-values.ts';
import { useGrantForm } from './use-grant-form.ts';

type Props = {
  /** Left out = somebody new. */
  recipient?: KnownRecipient;
  draft?: GrantDraft;
  /** The building to offer doors of first; empty = all. */
  buildingId?: string;
  /** What they hold, or held. */
  accesses?: readonly AccessView[];
  /** Accepted. Without it the sheet stays open and shows what becomes of it. */
  onSent?: (sent: SentGrant) => void;
  onClose: () => void;
};

/** "Give access": who, which doors, when, as what. */
export default function GrantAccessSheet({ recipient, draft = {}, buildingId, accesses = [], onSent, onClose }: Props) {
  const [operationId, setOperationId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const { form, submit, failure, isSubmitting } = useGrantForm(recipient ?? null, draft, (sent) => {
    setRefusal(null);
    if (onSent) onSent(sent);
    else setOperationId(sent.operationId);
  });
  const values = useFormValues(form.control);
  const name = nameOf(values);

  if (operationId) {
    return (
      <Sheet title={`Access for ${name}`} onClose={onClose}>
        <GrantProgress
          operationId={operationId}
          onRefused={(reason) => {
            setRefusal(reason);
            setOperationId(null);
          }}
          onClose={onClose}
        />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={recipient ? `Give ${name} access` : 'Give access'}
      onClose={onClose}
      footer={<GrantFooter doorCount={values.doors.length} isSending={isSubmitting} onClose={onClose} />}
    >
      <GrantFields
        form={form}
        recipient={recipient ?? null}
        buildingId={draft.doors?.[0]?.buildingId ?? buildingId ?? ''}
        accesses={accesses}
        failure={failure ?? refusal}
        onSubmit={submit}
        onClose={onClose}
      />
    </Sheet>
  );
}

const nameOf = ({ recipient }: GrantForm): string => `${recipient.firstName} ${recipient.lastName}`.trim();
