'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { confirmLabel } from '#lib/messages/dry-run-words';
import type { DryRunView } from '#lib/schemas/dry-run';
import { confirmDryRun } from '#server/actions/dry-runs';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** Sends what the page shows, or notes it where all is held already, and leads to what becomes of it. */
export function ConfirmButton({ dryRun }: { dryRun: DryRunView }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [intentId] = useState(() => crypto.randomUUID());
  const isEmpty = dryRun.refused === dryRun.rows && dryRun.noted === 0;
  const confirm = async () => {
    setPending(true);
    const answer = await withStepUp(() => confirmDryRun({ dryRunId: dryRun.id, hash: dryRun.hash, intentId }));
    if (!answer.ok) {
      setPending(false);
      return showFailure(answer.error);
    }
    const { operationId } = answer.value;
    if (operationId === null) showToast(`Noted for ${counted(dryRun.noted, 'person', 'people')}`);
    router.push(operationId ? `/operations/${operationId}` : '/people');
  };
  const reason = dryRun.isExpired ? 'It is too old.' : isEmpty ? 'There is nothing to send.' : undefined;
  return (
    <Button
      variant={dryRun.kind === 'revoke' ? 'danger' : 'primary'}
      isPending={isPending}
      disabledReason={reason}
      onClick={() => void confirm()}
    >
      {confirmLabel(dryRun)}
    </Button>
  );
}
