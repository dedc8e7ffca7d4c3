'use client';

import { useState } from 'react';
import type { Chosen } from '@/components/data-table/list-selection';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { showFailure } from '@/components/ui/show-failure';
import { usePlan } from './use-plan.ts';

const loadExtend = () => import('./extend-sheet.tsx');
const ExtendSheet = onDemand(loadExtend);
const loadGive = () => import('./give-sheet.tsx');
const GiveSheet = onDemand(loadGive);

/** What can be done for everything selected; each leads to a dry run first, so that nothing is sent unseen. */
export function BulkActions({ selection, total }: Chosen) {
  const [open, setOpen] = useState<'extend' | 'give' | null>(null);
  const { isPending, plan } = usePlan(selection, showFailure);
  const close = () => setOpen(null);
  return (
    <>
      {selection.list === 'people' && (
        <Button onPointerEnter={() => void loadGive()} onFocus={() => void loadGive()} onClick={() => setOpen('give')}>
          Give access
        </Button>
      )}
      <Button
        onPointerEnter={() => void loadExtend()}
        onFocus={() => void loadExtend()}
        onClick={() => setOpen('extend')}
      >
        Extend
      </Button>
      <Button variant="danger" isPending={isPending} onClick={() => void plan({ kind: 'revoke' })}>
        Revoke
      </Button>
      {open === 'extend' && <ExtendSheet selection={selection} total={total} onClose={close} />}
      {open === 'give' && <GiveSheet selection={selection} total={total} onClose={close} />}
    </>
  );
}
