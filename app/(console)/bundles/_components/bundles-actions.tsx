'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';

const loadAdopt = () => import('./adopt-bundles.tsx');
const AdoptBundles = onDemand(loadAdopt);
const ImportBundles = onDemand(() => import('./import-bundles.tsx'));
const loadEdit = () => import('@/components/unit/bundle-sheet');
const BundleSheet = onDemand(loadEdit);

/** The ways bundles come to be: from the names of doors, from a table, or by hand. */
export function BundlesActions({ buildingId }: { buildingId: string }) {
  const [open, setOpen] = useState<'adopt' | 'new' | 'import' | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen('import')}>Import</Button>
      <Button onPointerEnter={() => void loadEdit()} onClick={() => setOpen('new')} icon="plus">
        New bundle
      </Button>
      <Button variant="primary" onPointerEnter={() => void loadAdopt()} onClick={() => setOpen('adopt')}>
        Adopt from doors
      </Button>
      {open === 'adopt' && <AdoptBundles buildingId={buildingId} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportBundles buildingId={buildingId} onClose={() => setOpen(null)} />}
      {open === 'new' && <BundleSheet bundle={null} buildingId={buildingId} onClose={() => setOpen(null)} />}
    </div>
  );
}
