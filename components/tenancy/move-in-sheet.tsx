'use client';

import { useQuery } from '@tanstack/react-query';
import { failureOf } from '#lib/queries/fetch-json';
import { unitQuery } from '#lib/queries/units';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { MoveInSteps } from './move-in-steps.tsx';

/** "Move in" for one unit: who and when, then what that does, then what became of it. */
export default function MoveInSheet({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { data: unit, error } = useQuery(unitQuery(unitId));
  if (unit) return <MoveInSteps unit={unit} onClose={onClose} />;
  return (
    <Sheet title="Move in" onClose={onClose}>
      {error ? <ErrorState failure={failureOf(error)} /> : <SkeletonRows count={6} />}
    </Sheet>
  );
}
