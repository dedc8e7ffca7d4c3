'use client';

import { Button } from '@/components/ui/button';
import { preloadGrantSheet } from './lazy-grant-sheet.ts';

/** The primary act of a page. */
export function GrantAccessButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button
      variant="primary"
      icon="plus"
      onPointerEnter={preloadGrantSheet}
      onFocus={preloadGrantSheet}
      onClick={onOpen}
    >
      Give access
    </Button>
  );
}
