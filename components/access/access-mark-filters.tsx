'use client';

import type { AccessMark } from '#lib/access-facets';
import { accessMarkWords } from '#lib/messages/access-facet-words';
import { FilterChecks } from '@/components/data-table/filter-checks';

type Props<M extends AccessMark> = {
  marks: readonly M[];
  values: Record<M, string>;
  onChange: (patch: Partial<Record<M, string>>) => void;
};

/** Boxes to tick for what several hold of at once in a list of accesses. */
export function AccessMarkFilters<M extends AccessMark>({ marks, values, onChange }: Props<M>) {
  return marks.map((mark) => {
    const choose = (value: string) => {
      const patch: Partial<Record<M, string>> = {};
      patch[mark] = value;
      onChange(patch);
    };
    return <FilterChecks key={mark} {...accessMarkWords[mark]} value={values[mark]} onChange={choose} />;
  });
}
