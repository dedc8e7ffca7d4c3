'use client';

import { counted } from '#lib/messages/counts';
import { unitSuggestions } from '#lib/queries/units';
import { adoptUnits } from '#server/actions/units';
import { AdoptSheet } from '@/components/unit/adopt-sheet';

export default function AdoptUnits({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  return (
    <AdoptSheet
      noun="unit"
      buildingId={buildingId}
      suggested={unitSuggestions}
      found={({ people }) => people.join(', ') || <span className="text-muted">Nobody</span>}
      hint="Private doors named like 4B or Apt 4B do."
      adopt={adoptUnits}
      done={({ units, people }) => `${counted(units, 'unit')} adopted with ${counted(people, 'person', 'people')}`}
      onClose={onClose}
    />
  );
}
