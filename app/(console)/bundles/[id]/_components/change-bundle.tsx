'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { BundleView } from '#lib/schemas/bundle';
import { Button } from '@/components/ui/button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = dynamic(load, { ssr: false });

export function ChangeBundle({ bundle }: { bundle: BundleView }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onPointerEnter={() => void load()} onClick={() => setOpen(true)}>
        Change bundle
      </Button>
      {isOpen && <BundleSheet bundle={bundle} buildingId={bundle.buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
