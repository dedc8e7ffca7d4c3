'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import { eraseRecorded } from '#server/actions/activity';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { showToast } from '@/components/ui/toast-store';

const ConfirmDialog = dynamic(() => import('@/components/ui/confirm-dialog').then((file) => file.ConfirmDialog), {
  ssr: false,
});

/** For a privacy request: takes a person's name and addresses out of the log, after asking once. */
export function EraseRecorded({ person }: { person: { id: string; name: string } }) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isErasing, setErasing] = useState(false);

  const erase = async () => {
    setErasing(true);
    const answer = await withStepUp(() => eraseRecorded({ personId: person.id }));
    setErasing(false);
    setAsking(false);
    if (!answer.ok) return showToast(sentenceFor(answer.error), 'failed');
    showToast(`Erased beside ${counted(answer.value.erased, 'entry', 'entries')}. That is in the log.`);
    await queries.invalidateQueries({ queryKey: ['/api/activity'] });
  };

  return (
    <div>
      <Button onClick={() => setAsking(true)}>Erase from the log…</Button>
      {isAsking && (
        <ConfirmDialog
          title={`Erase what the log holds of ${person.name}?`}
          confirmLabel="Erase name, email and phone"
          isDanger
          isPending={isErasing}
          onConfirm={() => void erase()}
          onClose={() => setAsking(false)}
        >
          <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
            <li>Name, email and phone go from every entry about them. This cannot be undone.</li>
            <li>The entries stay with their hashes, and the log verifies as before.</li>
            <li>What OpenKit knows of the person, and what operations were asked for, is not touched.</li>
          </ul>
        </ConfirmDialog>
      )}
    </div>
  );
}
