'use client';

import { Button } from '@/components/ui/button';
import { preloadDiagnosisSheet } from './lazy-diagnosis-sheet.ts';

/** "It doesn’t work", of one door or of one still to be named. */
export function DiagnosisButton({ doorName, onOpen }: { doorName?: string; onOpen: () => void }) {
  return (
    <Button
      variant={doorName === undefined ? 'secondary' : 'quiet'}
      aria-label={doorName === undefined ? undefined : `It doesn’t work: ${doorName}`}
      onPointerEnter={preloadDiagnosisSheet}
      onFocus={preloadDiagnosisSheet}
      onClick={onOpen}
    >
      It doesn’t work
    </Button>
  );
}
