'use client';

import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { onDemand } from '@/components/ui/on-demand';
import type { ViewsProps } from './views-sheet.tsx';

const loadSheet = () => import('./views-sheet.tsx');
const ViewsSheet = onDemand(loadSheet);

/** Opens the saved views of a list. */
export function ViewsButton(props: Omit<ViewsProps, 'onClose'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon="bookmark"
        label="Saved views"
        onPointerEnter={() => void loadSheet()}
        onFocus={() => void loadSheet()}
        onClick={() => setOpen(true)}
      />
      {isOpen && <ViewsSheet {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
