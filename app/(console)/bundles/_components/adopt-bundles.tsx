'use client';

import { counted } from '#lib/messages/counts';
import { bundleKindNames } from '#lib/messages/unit-words';
import { bundleSuggestions } from '#lib/queries/bundles';
import { adoptBundles } from '#server/actions/bundles';
import { AdoptSheet } from '@/components/unit/adopt-sheet';

export default function AdoptBundles({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  return (
    <AdoptSheet
      noun="bundle"
      buildingId={buildingId}
      suggested={bundleSuggestions}
      found={({ kind, leases }) =>
        leases > 0 ? `${bundleKindNames[kind]}, found with ${counted(leases, 'lease')}` : bundleKindNames[kind]
      }
      hint="Doors that homes share and that are in no bundle yet do, named like Gym or Trash Room."
      adopt={adoptBundles}
      done={({ bundles }) => `${counted(bundles, 'bundle')} adopted`}
      onClose={onClose}
    />
  );
}
