'use client';

import { driftKinds } from '#lib/history';
import { driftKindNames, driftSentence } from '#lib/messages/drift-words';
import type { DriftGroup } from '#lib/schemas/drift';
import { DataTable } from '@/components/data-table/data-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import type { ListQuery } from '@/components/data-table/use-list';
import { EmptyState } from '@/components/ui/empty-state';
import { type DriftValues, driftParams } from '../search-params.ts';
import { driftColumns } from './drift-columns.tsx';

const source = {
  path: '/api/drift',
  item: async () => (await import('#lib/schemas/drift')).driftGroupSchema,
  isCounted: true,
} as const;
const noun = { one: 'group of changes', many: 'groups of changes' };
const row = {
  href: ({ kind, subjectId, accepted }: DriftGroup) => `/drift/${kind}/${subjectId}${accepted ? '?show=accepted' : ''}`,
  name: driftSentence,
};
const kinds = driftKinds.map((value) => ({ value, label: driftKindNames[value] }));

export function DriftTable({ initial }: { initial: ListQuery<DriftGroup, DriftValues>['initial'] }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search by door or person"
      columns={driftColumns}
      query={{ source, shape: driftParams, initial }}
      row={row}
      filters={({ values, filter }) => (
        <>
          <FilterSelect
            label="What happened"
            everything="Everything"
            options={kinds}
            value={values.kind}
            onChange={(kind) => filter({ kind })}
          />
          <FilterSelect
            label="State"
            everything="Open"
            options={[{ value: 'accepted', label: 'Accepted' }]}
            value={values.show === 'open' ? '' : values.show}
            onChange={(value) => filter({ show: value === 'accepted' ? 'accepted' : 'open' })}
          />
        </>
      )}
      empty={
        <EmptyState kind="no-data" title="Nothing has changed without you">
          When access is given, changed or taken away in Mission Control, or doors and people vanish from OpenKit, it
          appears here after the next reading.
        </EmptyState>
      }
    />
  );
}
