'use client';

import { useState } from 'react';
import { showToast } from '@/components/ui/toast-store';
import type { fetchExport } from './fetch-export.ts';

const load = () => import('./fetch-export.ts');

/** Has a file made and fetched as `fetchExport` does, with code that no list needs before somebody wants a file. */
export function useExport() {
  const [isPending, setPending] = useState(false);
  const start = async (record: Parameters<typeof fetchExport>[0]) => {
    setPending(true);
    try {
      await (await load()).fetchExport(record);
    } catch {
      showToast('The file was not made: the server cannot be reached. Try again.', 'failed');
    } finally {
      setPending(false);
    }
  };
  return { isPending, start };
}
