'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { eraseRecorded } from '#server/actions/activity';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

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
    if (!answer.ok) return showFailure(answer.error);
    showToast(
      `Erased from ${counted(answer.value.erased, 'entry', 'entries')} and from operations. This is in the log.`,
    );
    await queries.invalidateQueries({ queryKey: ['/api/activity'] });
  };

  return (
    <div>
      <Button onClick={() => setAsking(true)}>Erase from the log…</Button>
      {isAsking && (
        <ConfirmDialog
          title={`Erase what is recorded about ${person.name}?`}
          confirmLabel="Erase name, email and phone"
          isDanger
          isPending={isErasing}
          onConfirm={() => void erase()}
          onClose={() => setAsking(false)}
        >
          <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
            <li>
              Name, email and phone are removed from the log, from what operations were asked for, and from the search
              words of exports. This cannot be undone.
            </li>
            <li>
              The record that something was done stays, with doors and times: the entries keep their hashes, and the log
              verifies as before.
            </li>
            <li>
              What OpenKit knows about the person stays and is shown here as before; so do their lease and plans of
              codes. End those first, and ask Latch to erase the rest.
            </li>
          </ul>
        </ConfirmDialog>
      )}
    </div>
  );
}
