'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DoorRow } from '#lib/schemas/door';
import { Button } from '@/components/ui/button';

const load = () => import('./certify-sheet.tsx');
const CertifySheet = dynamic(load, { ssr: false });

/** The primary act of the page; the form's code is fetched when somebody points at it. */
export function NewCertification({ buildingId, doors }: { buildingId: string; doors: DoorRow[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon="plus"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        Certify doors
      </Button>
      {isOpen && <CertifySheet buildingId={buildingId} doors={doors} onClose={() => setOpen(false)} />}
    </>
  );
}
