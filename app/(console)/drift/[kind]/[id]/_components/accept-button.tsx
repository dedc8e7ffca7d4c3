'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import type { AcceptDriftInput } from '#lib/schemas/drift';
import { acceptDrift } from '#server/actions/drift';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';

type Props = { what: AcceptDriftInput['what']; label: string; isMain?: boolean };

/** Says that changes made elsewhere are all right, with a note if there is something to say. */
export function AcceptButton({ what, label, isMain = false }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const noteId = useId();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const accept = async () => {
    setAsking(true);
    const answer = await acceptDrift({ what, note }).catch(() => null);
    setAsking(false);
    if (!answer) return showToast('The server could not be reached. Load the page again.', 'failed');
    if (!answer.ok) return showToast(sentenceFor(answer.error), 'failed');
    setOpen(false);
    showToast(`Accepted ${counted(answer.value.accepted, 'change')}.`);
    await client.invalidateQueries({ queryKey: ['/api/drift/rows'] });
    router.refresh();
  };
  return (
    <>
      <Button
        icon="check"
        variant={isMain ? 'primary' : 'secondary'}
        tabIndex={isMain ? undefined : -1}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={`${label}?`}
          confirmLabel={label}
          isPending={isAsking}
          onConfirm={() => void accept()}
          onClose={() => setOpen(false)}
        >
          <p>Who accepted it and when is written down. Nothing is changed at OpenKit.</p>
          <TextField
            id={noteId}
            label="Note"
            isOptional
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </ConfirmDialog>
      )}
    </>
  );
}
