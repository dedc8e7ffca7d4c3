'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { UnitView } from '#lib/schemas/unit';
import { archiveUnit } from '#server/actions/units';
import { ask } from '@/components/action/ask';
import { FormFailure } from '@/components/grant-access/form-failure';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';

/** Takes a vacant unit out of the lists, after asking once. */
export function ArchiveUnit({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const archive = async () => {
    setPending(true);
    const answer = await ask(archiveUnit({ unitId: unit.id }));
    setPending(false);
    if (answer.ok) return router.push('/units');
    setFailure(answer.error);
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
      {failure && <FormFailure failure={failure} />}
    </ConfirmDialog>
  );
}
