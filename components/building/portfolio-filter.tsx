'use client';

import { useQuery } from '@tanstack/react-query';
import { buildingOptions } from '#lib/queries/buildings';
import { FilterSelect } from '@/components/data-table/filter-select';

/** Narrows a list to one portfolio. The names come after the rows: nobody waits for them. */
export function PortfolioFilter({ value, onChange }: { value: string; onChange: (portfolioId: string) => void }) {
  const buildings = useQuery(buildingOptions());
  const names = new Map(
    (buildings.data ?? []).flatMap(({ portfolioId, portfolioName }) =>
      portfolioId === null ? [] : [[portfolioId, portfolioName ?? 'Without a name'] as const],
    ),
  );
  const options = [...names].map(([id, name]) => ({ value: id, label: name }));
  return (
    <FilterSelect label="Portfolio" everything="All portfolios" options={options} value={value} onChange={onChange} />
  );
}
