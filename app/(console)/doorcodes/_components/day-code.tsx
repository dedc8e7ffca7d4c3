'use client';

import { onDemand } from '@/components/ui/on-demand';
import { SheetButton } from '@/components/ui/sheet-button';

const load = () => import('@/components/day-code/day-code-sheet');
const DayCodeSheet = onDemand(load);

/** A code for one day, for somebody who comes to work, to deliver or to look. */
export function DayCode({ buildingId }: { buildingId: string }) {
  return (
    <SheetButton
      variant="primary"
      icon="plus"
      preload={load}
      sheet={(close) => <DayCodeSheet buildingId={buildingId} onClose={close} />}
    >
      Day code
    </SheetButton>
  );
}
