'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import type { UnitView } from '#lib/schemas/unit';
import { archiveUnit } from '#server/actions/units';
import { ask } from '@/components/action/ask';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';

/** Takes a vacant unit out of the lists, after asking once. */
export function ArchiveUnit({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const archive = async () => {
    setPending(true);
    const answer = await ask(archiveUnit({ unitId: unit.id }));
    setPending(false);
    if (answer.ok) return router.push('/units');
    setTrouble(sentenceFor(answer.error));
  };
  return (
    <ConfirmDialog
      title={`Take ${unit.name} out of the list?`}
      confirmLabel={`Take ${unit.name} out`}
      isDanger
      isPending={isPending}
      onConfirm={() => void archive()}
      onClose={onClose}
    >
      <p>Its doors stay as they are, and its history stays readable.</p>
      {trouble && (
        <p role="alert" className="text-stopped">
          {trouble}
        </p>
      )}
    </ConfirmDialog>
  );
}
