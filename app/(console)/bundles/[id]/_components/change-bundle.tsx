'use client';

import type { BundleView } from '#lib/schemas/bundle';
import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = onDemand(load);

export function ChangeBundle({ bundle }: { bundle: BundleView }) {
  return (
    <SheetButton
      variant="primary"
      preload={load}
      sheet={(close) => <BundleSheet bundle={bundle} buildingId={bundle.buildingId} onClose={close} />}
    >
      Change bundle
    </SheetButton>
  );
}
