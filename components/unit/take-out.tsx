'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import { ask } from '@/components/action/ask';
import { FormFailure } from '@/components/ui/form-failure';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';

type Props = {
  name: string;
  /** What becomes of doors. */
  says: string;
  archive: () => Promise<Result<void>>;
  /** The list it stood in. */
  list: '/units' | '/bundles';
  onClose: () => void;
};

/** Takes a unit or a bundle out of its list, after asking once. */
export function TakeOut({ name, says, archive, list, onClose }: Props) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const takeOut = async () => {
    setPending(true);
    const answer = await ask(archive());
    setPending(false);
    if (answer.ok) return router.push(list);
    setFailure(answer.error);
  };
  return (
    <ConfirmDialog
      title={`Take ${name} out of the list?`}
      confirmLabel={`Take ${name} out`}
      isDanger
      isPending={isPending}
      onConfirm={() => void takeOut()}
      onClose={onClose}
    >
      <p>{says} Its history stays readable.</p>
      {failure && <FormFailure failure={failure} />}
    </ConfirmDialog>
  );
}
