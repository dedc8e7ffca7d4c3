'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const load = () => import('@/components/unit/bundle-sheet');
const BundleSheet = dynamic(load, { ssr: false });

export function NewBundle({ buildingId }: { buildingId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon="plus" onPointerEnter={() => void load()} onClick={() => setOpen(true)}>
        New bundle
      </Button>
      {isOpen && <BundleSheet bundle={null} buildingId={buildingId} onClose={() => setOpen(false)} />}
    </>
  );
}
