'use client';

import type { DoorRow } from '#lib/schemas/door';
import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('./certify-sheet.tsx');
const CertifySheet = onDemand(load);

/** The primary act of the page. */
export function NewCertification({ buildingId, doors }: { buildingId: string; doors: DoorRow[] }) {
  return (
    <SheetButton
      variant="primary"
      icon="plus"
      preload={load}
      sheet={(close) => <CertifySheet buildingId={buildingId} doors={doors} onClose={close} />}
    >
      Certify doors
    </SheetButton>
  );
}
