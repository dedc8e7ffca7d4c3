'use client';

import { useQuery } from '@tanstack/react-query';
import { buildingOptions } from '#lib/queries/buildings';
import { FilterSelect } from '@/components/data-table/filter-select';

/** Narrows a list to one building. The names come after the rows: nobody waits for them. */
export function BuildingFilter({ value, onChange }: { value: string; onChange: (buildingId: string) => void }) {
  const buildings = useQuery(buildingOptions());
  const options = (buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterSelect label="Building" everything="All buildings" options={options} value={value} onChange={onChange} />
  );
}
