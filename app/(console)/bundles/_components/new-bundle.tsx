'use client';

import dynamic from 'next/dynamic';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = dynamic(load, { ssr: false });

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
