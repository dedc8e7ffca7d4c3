'use client';

import { type DoorFacet, type DoorFacets, type DoorMark, doorFacets } from '#lib/door-facets';
import {
  accessibilityNames,
  activationNames,
  changeNames,
  connectionNames,
  doorKindNames,
} from '#lib/messages/door-words';
import { FilterChecks } from '@/components/data-table/filter-checks';
import { FilterSelect } from '@/components/data-table/filter-select';

const texts: {
  [F in DoorFacet]: { label: string; everything: string; names: Record<Exclude<DoorFacets[F], ''>, string> };
} = {
  kind: { label: 'Kind', everything: 'Any kind', names: doorKindNames },
  accessibility: { label: 'Accessibility', everything: 'Any area', names: accessibilityNames },
  connection: { label: 'Connection', everything: 'Any connection', names: connectionNames },
  activation: { label: 'Activation', everything: 'Activated or not', names: activationNames },
};

const markTexts: Record<DoorMark, { label: string; everything: string; names: Record<string, string> }> = {
  battery: {
    label: 'Battery',
    everything: 'Any battery',
    names: { low: 'Low (under 20%)', stale: 'Stale (30 days)' },
  },
  changes: { label: 'Changes', everything: 'Any changes', names: changeNames },
};

const facets: (DoorFacet | DoorMark)[] = ['connection', 'battery', 'kind', 'accessibility', 'activation', 'changes'];

type Props = { values: DoorFacets; onChange: (patch: Partial<DoorFacets>) => void };

/** A select for each thing a door can be filtered by, and boxes to tick where several hold at once. */
export function DoorFacetFilters({ values, onChange }: Props) {
  return facets.map((facet) => {
    if (facet === 'battery' || facet === 'changes') {
      const choose = (chosen: string) => onChange({ [facet]: chosen });
      return <FilterChecks key={facet} {...markTexts[facet]} value={values[facet]} onChange={choose} />;
    }
    const { label, everything, names } = texts[facet];
    return (
      <FilterSelect
        key={facet}
        label={label}
        everything={everything}
        options={Object.entries(names).map(([value, name]) => ({ value, label: name }))}
        value={values[facet]}
        onChange={(chosen) => onChange({ [facet]: doorFacets[facet].find((known) => known === chosen) ?? '' })}
      />
    );
  });
}

/** How many of them narrow the list now. */
export const activeFacets = (values: DoorFacets): number => facets.filter((facet) => values[facet] !== '').length;
