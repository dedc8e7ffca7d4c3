'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import type { AcceptDriftInput } from '#lib/schemas/drift';
import { acceptDrift } from '#server/actions/drift';
import { ask } from '@/components/action/ask';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';

type Props = { what: AcceptDriftInput['what']; label: string; onClose: () => void };

/** Asks once, with room for a note, before changes made elsewhere are said to be all right. */
export function AcceptDialog({ what, label, onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const accept = async () => {
    setAsking(true);
    const answer = await ask(acceptDrift({ what, note }));
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    onClose();
    showToast(`Accepted ${counted(answer.value.accepted, 'change')}.`);
    await client.invalidateQueries();
    router.refresh();
  };
  return (
    <ConfirmDialog
      title={`${label}?`}
      confirmLabel={label}
      isPending={isAsking}
      onConfirm={() => void accept()}
      onClose={onClose}
    >
      <p>Who accepted it and when is recorded. Nothing is changed at OpenKit.</p>
      <TextField
        label="Note"
        isOptional
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </ConfirmDialog>
  );
}
