'use client';

import { useState } from 'react';
import type { BundleView } from '#lib/schemas/bundle';
import { archiveBundle } from '#server/actions/bundles';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { TakeOut } from '@/components/unit/take-out';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = onDemand(load);

/** What can be done about the bundle as a whole. */
export function BundleActions({ bundle }: { bundle: BundleView }) {
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen('archive')}>Take out</Button>
      <Button
        variant="primary"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen('edit')}
      >
        Change bundle
      </Button>
      {open === 'edit' && <BundleSheet bundle={bundle} buildingId={bundle.buildingId} onClose={close} />}
      {open === 'archive' && (
        <TakeOut
          name={bundle.name}
          says="Nobody is given it any more. Whoever holds its doors keeps them for as long as they were given."
          archive={() => archiveBundle({ bundleId: bundle.id })}
          list="/bundles"
          onClose={close}
        />
      )}
    </div>
  );
}
