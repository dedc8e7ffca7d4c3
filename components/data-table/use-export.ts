'use client';

import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import type { ExportListInput } from '#lib/schemas/export';
import { exportList } from '#server/actions/exports';
import { showToast } from '@/components/ui/toast-store';

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

/** Has a file made and fetches it. A failure is said; what is on its way is the browser's to show. */
export function useExport() {
  const [isPending, setPending] = useState(false);
  const start = async (input: ExportListInput) => {
    setPending(true);
    const answer = await exportList(input).catch(() => ({ ok: false as const, error: lost }));
    setPending(false);
    if (!answer.ok) return showToast(sentenceFor(answer.error), 'failed');
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
