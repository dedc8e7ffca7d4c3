'use client';

import { useState } from 'react';
import type { Result } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { withStepUp } from '@/components/step-up/step-up-store';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/**
 * Has a file made, by one of the actions that record it, and fetches it. A failure is said; what is on its way is the
 * browser's to show.
 */
export function useExport() {
  const [isPending, setPending] = useState(false);
  const start = async (record: () => Promise<Result<{ id: string; count: number }>>) => {
    setPending(true);
    const answer = await withStepUp(record);
    setPending(false);
    if (!answer.ok) return showFailure(answer.error);
    fetchFile(`/api/exports/${answer.value.id}`);
    showToast(`The file with ${counted(answer.value.count, 'row')} is on its way. The export is in the log.`);
  };
  return { isPending, start };
}

function fetchFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
