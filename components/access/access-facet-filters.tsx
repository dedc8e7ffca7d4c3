'use client';

import { type AccessFacet, type AccessFacets, accessFacets } from '#lib/access-facets';
import { accessFacetWords } from '#lib/messages/access-facet-words';
import { FilterSelect } from '@/components/data-table/filter-select';

const known: { [F in AccessFacet]: readonly AccessFacets[F][] } = accessFacets;

type Props<F extends AccessFacet> = {
  facets: readonly F[];
  values: Pick<AccessFacets, F>;
  onChange: (patch: Partial<Pick<AccessFacets, F>>) => void;
};

/** A select for each facet of a list of accesses. */
export function AccessFacetFilters<F extends AccessFacet>({ facets, values, onChange }: Props<F>) {
  return facets.map((facet) => {
    const { label, everything, names } = accessFacetWords[facet];
    const choose = (chosen: string) => {
      const value = known[facet].find((one) => one === chosen);
      const patch: Partial<Pick<AccessFacets, F>> = {};
      if (value !== undefined) patch[facet] = value;
      onChange(patch);
    };
    return (
      <FilterSelect
        key={facet}
        label={label}
        everything={everything}
        options={Object.entries<string>(names).map(([value, name]) => ({ value, label: name }))}
        value={values[facet]}
        onChange={choose}
      />
    );
  });
}
