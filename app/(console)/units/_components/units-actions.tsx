'use client';

import { useState } from 'react';
import { inArea } from '#lib/area';
import { useArea } from '@/components/shell/area-provider';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { onDemand } from '@/components/ui/on-demand';

const loadAdopt = () => import('./adopt-units.tsx');
const AdoptUnits = onDemand(loadAdopt);
const ImportUnits = onDemand(() => import('./import-units.tsx'));
const loadEdit = () => import('@/components/unit/unit-sheet');
const UnitSheet = onDemand(loadEdit);

/** The ways units come to be: from the names of doors, from a table, or by hand. */
export function UnitsActions({ buildingId }: { buildingId: string }) {
  const [open, setOpen] = useState<'adopt' | 'new' | 'import' | null>(null);
  const area = useArea();
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={inArea('/bundles', area)} icon="portfolio">
        Bundles
      </ButtonLink>
      <Button onClick={() => setOpen('import')}>Import</Button>
      <Button onPointerEnter={() => void loadEdit()} onClick={() => setOpen('new')} icon="plus">
        New unit
      </Button>
      <Button variant="primary" onPointerEnter={() => void loadAdopt()} onClick={() => setOpen('adopt')}>
        Adopt from doors
      </Button>
      {open === 'adopt' && <AdoptUnits buildingId={buildingId} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportUnits buildingId={buildingId} onClose={() => setOpen(null)} />}
      {open === 'new' && <UnitSheet unit={null} buildingId={buildingId} onClose={() => setOpen(null)} />}
    </div>
  );
}
