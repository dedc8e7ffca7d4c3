import type { PersonFacets } from '#lib/access-facets';
import { AccessFacetFilters } from '@/components/access/access-facet-filters';
import { AccessMarkFilters } from '@/components/access/access-mark-filters';
import { DoorFilter } from '@/components/access/door-filter';
import { FilterFold } from '@/components/data-table/filter-fold';

const facets = ['state', 'ends', 'role', 'type'] as const;
const marks = ['lock', 'changes'] as const;

type Values = PersonFacets & { door: string };
type Props = {
  values: Values;
  /** The building the list is about, or narrowed to; empty = all in scope. */
  buildingId: string;
  onChange: (patch: Partial<Values>) => void;
};

/** Narrows a list of people to those with an access for which all of this holds. */
export function PersonFilters({ values, buildingId, onChange }: Props) {
  const active = [...facets, ...marks, 'door' as const].filter((facet) => values[facet] !== '').length;
  return (
    <FilterFold count={active}>
      <AccessFacetFilters facets={facets} values={values} onChange={onChange} />
      <AccessMarkFilters marks={marks} values={values} onChange={onChange} />
      <DoorFilter value={values.door} buildingId={buildingId} onChange={(door) => onChange({ door })} />
    </FilterFold>
  );
}
