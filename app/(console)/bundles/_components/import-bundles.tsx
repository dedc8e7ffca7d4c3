'use client';

import { counted } from '#lib/messages/counts';
import type { BundleImportReport } from '#lib/schemas/bundle-import';
import { guessBundleMapping } from '#lib/table/bundle-rows';
import { importBundles } from '#server/actions/bundles';
import { ImportSheet } from '@/components/table-import/import-sheet';

const columns = [
  { name: 'bundle', label: 'Column of the bundle', everything: 'First column' },
  { name: 'building', label: 'Column of the building', everything: 'No building column' },
  { name: 'door', label: 'Column of the door', everything: 'No door column' },
  { name: 'kind', label: 'Column of amenities or service', everything: 'All are amenities' },
] as const;

export default function ImportBundles({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  return (
    <ImportSheet
      noun="bundle"
      facts="A table with a header row: bundle, building, door, and amenities or service. Several rows of one bundle are its doors; a bundle with a wrong row is left out."
      columns={columns}
      guess={guessBundleMapping}
      run={importBundles}
      summary={summaryOf}
      applyLabel={({ newBundles }) => (newBundles > 0 ? `Import ${counted(newBundles, 'bundle')}` : null)}
      nothing="No row makes a new bundle."
      done={({ newBundles }) => `${counted(newBundles, 'bundle')} imported`}
      buildingId={buildingId}
      onClose={onClose}
    />
  );
}

const summaryOf = ({ newBundles, known, leftOut, problemRows }: BundleImportReport): string =>
  `${counted(newBundles, 'new bundle')}, ${known.toLocaleString('en')} already there, ${leftOut.toLocaleString('en')} left out for ${counted(problemRows, 'wrong row')}.`;
