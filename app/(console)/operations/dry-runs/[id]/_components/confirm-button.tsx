'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { confirmLabel } from '#lib/messages/dry-run-words';
import type { DryRunView } from '#lib/schemas/dry-run';
import { confirmDryRun } from '#server/actions/dry-runs';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';

/** Sends what the page shows, and leads to what becomes of it. */
export function ConfirmButton({ dryRun }: { dryRun: DryRunView }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [intentId] = useState(() => crypto.randomUUID());
  const isEmpty = dryRun.refused === dryRun.rows;
  const confirm = async () => {
    setPending(true);
    const answer = await withStepUp(() => confirmDryRun({ dryRunId: dryRun.id, hash: dryRun.hash, intentId }));
    if (answer.ok) return router.push(`/operations/${answer.value.operationId}`);
    setPending(false);
    showFailure(answer.error);
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
