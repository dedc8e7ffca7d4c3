'use client';

import dynamic from 'next/dynamic';
import type { BundleView } from '#lib/schemas/bundle';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = dynamic(load, { ssr: false });

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
