'use client';

import { useState } from 'react';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { UnitRow } from '#lib/schemas/unit';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import { MoveInSheet, preloadMoveIn } from '@/components/tenancy/lazy-sheets';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { unitsParams } from '../search-params.ts';
import { unitColumns } from './unit-columns.tsx';

const source = {
  path: '/api/units',
  item: async () => (await import('#lib/schemas/unit')).unitRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'unit', many: 'units' };
const row = { href: (unit: UnitRow) => `/units/${unit.id}`, name: (unit: UnitRow) => unit.name };
const states = [
  { value: 'lived_in', label: 'Occupied' },
  { value: 'vacant', label: 'Vacant' },
  { value: 'ending', label: 'Lease ends in 60 days' },
  { value: 'over', label: 'Lease is over' },
] as const;

type Props = {
  initial: { search: string; page: Page<UnitRow>; count: Count };
  mayMoveIn: boolean;
  mayEdit: boolean;
};

export function UnitsTable({ initial, mayMoveIn, mayEdit }: Props) {
  const [unitId, setUnitId] = useState<string | null>(null);
  return (
    <>
      <DataTable
        noun={noun}
        searchLabel="Search units by name or by who lives there"
        columns={unitColumns}
        exportAs="units"
        keptAs="units"
        query={{ source, shape: unitsParams, initial }}
        row={row}
        similarTerm={row.name}
        rowActions={
          mayMoveIn
            ? (unit) => (
                <Button
                  tabIndex={-1}
                  aria-label={`Move in: ${unit.name}`}
                  onPointerEnter={preloadMoveIn}
                  onClick={() => setUnitId(unit.id)}
                >
                  Move in
                </Button>
              )
            : undefined
        }
        filters={({ values, filter }) => (
          <FilterSelect
            label="Household"
            everything="All households"
            options={states}
            value={values.state}
            onChange={(state) => filter({ state })}
          />
        )}
        empty={
          <EmptyState kind="no-data" title="No unit is set up yet">
            {mayEdit
              ? 'The names of your doors suggest units: adopt them with whoever lives there, all at once.'
              : 'A manager sets units up from the names of doors, or from a list.'}
          </EmptyState>
        }
      />
      {unitId && <MoveInSheet unitId={unitId} onClose={() => setUnitId(null)} />}
    </>
  );
}
