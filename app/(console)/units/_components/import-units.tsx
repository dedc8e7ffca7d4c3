'use client';

import { counted } from '#lib/messages/counts';
import type { ImportReport } from '#lib/schemas/unit-import';
import { guessMapping } from '#lib/table/unit-rows';
import { importUnits } from '#server/actions/units';
import { ImportSheet } from '@/components/table-import/import-sheet';

const columns = [
  { name: 'unit', label: 'Column of the unit', everything: 'First column' },
  { name: 'building', label: 'Column of the building', everything: 'No building column' },
  { name: 'door', label: 'Column of the door', everything: 'No door column' },
  { name: 'email', label: 'Column of who lives there, by email', everything: 'No column of residents' },
  { name: 'start', label: 'Column of the first day of the lease', everything: 'No column of first days' },
  { name: 'end', label: 'Column of the last day of the lease', everything: 'No column of last days' },
] as const;

export default function ImportUnits({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  return (
    <ImportSheet
      noun="unit"
      facts="A table with a header row: unit, building, door, and who lives there with the days of their lease. Several rows of one unit are its doors and its people."
      columns={columns}
      guess={guessMapping}
      run={importUnits}
      summary={summaryOf}
      applyLabel={labelOf}
      nothing="No row makes a new unit or notes a lease."
      done={({ newUnits, residents }) => `${counted(newUnits, 'unit')} imported, ${counted(residents, 'lease')} noted`}
      buildingId={buildingId}
      onClose={onClose}
    />
  );
}

function summaryOf({ newUnits, known, residents, problemRows }: ImportReport): string {
  const leases = residents > 0 ? `${counted(residents, 'lease')} noted, ` : '';
  return `${counted(newUnits, 'new unit')}, ${known.toLocaleString('en')} already there, ${leases}${counted(problemRows, 'row')} left out.`;
}

function labelOf({ newUnits, residents }: ImportReport): string | null {
  if (newUnits + residents === 0) return null;
  const leases = residents > 0 ? counted(residents, 'lease') : '';
  if (newUnits === 0) return `Note ${leases}`;
  return `Import ${[counted(newUnits, 'unit'), leases].filter(Boolean).join(' and ')}`;
}
