import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { buildingOptions } from '#lib/queries/buildings';
import { FilterSelect } from '@/components/data-table/filter-select';

/**
 * The building a form is about: that of the page, or the first there is until another is chosen. Empty = none is known
 * yet.
 */
export function useBuilding(first: string): [string, (id: string) => void] {
  const buildings = useQuery(buildingOptions());
  const [chosen, choose] = useState(first);
  return [chosen || (buildings.data?.[0]?.id ?? ''), choose];
}

type Props = { label: string; value: string; onChange: (id: string) => void };

/** `label` is what it is called aloud; above it stands "Building". */
export function BuildingChoice({ label, value, onChange }: Props) {
  const buildings = useQuery(buildingOptions());
  return (
    <div className="grid gap-1">
      <span aria-hidden="true" className="font-medium">
        Building
      </span>
      <FilterSelect
        label={label}
        everything="Choose a building"
        options={(buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
