'use client';

import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = onDemand(load);

export function NewBundle({ buildingId }: { buildingId: string }) {
  return (
    <SheetButton
      variant="primary"
      icon="plus"
      preload={load}
      sheet={(close) => <BundleSheet bundle={null} buildingId={buildingId} onClose={close} />}
    >
      New bundle
    </SheetButton>
  );
}
