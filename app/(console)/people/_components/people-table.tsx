'use client';

import { type PersonRow, personRowSchema } from '#lib/schemas/person';
import { DataTable } from '@/components/data-table/data-table';
import type { ListQuery } from '@/components/data-table/use-list';
import { EmptyState } from '@/components/ui/empty-state';
import { peopleParams } from '../search-params.ts';
import { BuildingFilter } from './building-filter.tsx';
import { peopleColumns } from './people-columns.tsx';

const source = { path: '/api/people', item: personRowSchema, isCounted: true } as const;
const noun = { one: 'person', many: 'people' };
const row = { href: (person: PersonRow) => `/people/${person.id}`, name: (person: PersonRow) => person.name };

type PeopleQuery = ListQuery<PersonRow, { q: string; building: string; sort: 'name' | '-name'; cursor: string }>;

export function PeopleTable({ initial }: { initial: PeopleQuery['initial'] }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search people by name, email or phone"
      columns={peopleColumns}
      query={{ source, shape: peopleParams, initial }}
      row={row}
      filters={(state) => (
        <BuildingFilter value={state.values.building} onChange={(building) => state.filter({ building })} />
      )}
      empty={<NobodyYet sweep={initial.page.coverage.sweep} />}
    />
  );
}

function NobodyYet({ sweep }: { sweep: PeopleQuery['initial']['page']['coverage']['sweep'] }) {
  if (sweep === 'never') {
    return (
      <EmptyState kind="sync-running" title="OpenKit is being read for the first time">
        People appear here as soon as that is done. Load the page again in a minute.
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="no-data" title="Nobody has access yet">
      Give somebody access to a door, and they appear here. People whose doors lie outside your buildings are not shown.
    </EmptyState>
  );
}
