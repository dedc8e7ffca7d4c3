'use client';

import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { ResidentReading, ResidentRow } from '#lib/schemas/resident';
import { columnsFor } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { Banner } from '@/components/ui/banner';
import { FailureSentence } from '@/components/ui/failure-words';
import { Time } from '@/components/ui/time';
import { residentParams } from '../search-params.ts';
import { NoResidents } from './no-residents.tsx';
import { useFreshReading } from './use-fresh-reading.ts';

const column = columnsFor<ResidentRow>();
const columns = column.columns([
  column.accessor('name', {
    header: 'Name',
    meta: { card: 'title', sortKey: 'name' },
    cell: ({ getValue }) => <bdi title={getValue()}>{getValue()}</bdi>,
  }),
  column.display({
    id: 'standing',
    header: 'Standing',
    meta: { card: 'fact', width: 'w-1/2' },
    cell: () => <span className="text-muted">Not among your users</span>,
  }),
]);
const noun = { one: 'other resident', many: 'other residents' };

type Props = {
  buildingId: string;
  reading: ResidentReading;
  initial: { search: string; page: Page<ResidentRow>; count: Count };
};

/** Nobody has a page of their own here: rows lead nowhere. */
const row = { href: () => '', name: ({ name }: ResidentRow) => name };

/** Who lives here without being among our users: they may hold keys that nobody sees from here. */
export function BuildingResidents({ buildingId, reading, initial }: Props) {
  const path = `/api/buildings/${buildingId}/residents` as const;
  useFreshReading(path, reading);
  return (
    <div className="min-w-0">
      {reading.reason && (
        <div className="pt-4">
          <Banner tone="warn" title="The residents were not read in full.">
            <FailureSentence failure={{ code: 'unavailable', params: { reason: reading.reason } }} />
          </Banner>
        </div>
      )}
      <DataTable
        noun={noun}
        searchLabel="Search by name"
        columns={columns}
        query={{
          source: {
            path,
            item: async () => (await import('#lib/schemas/resident')).residentRowSchema,
            isCounted: true,
          },
          shape: residentParams,
          initial,
        }}
        row={row}
        empty={<NoResidents reading={reading} />}
        note={<ReadAt reading={reading} />}
      />
    </div>
  );
}

function ReadAt({ reading: { asOf } }: { reading: ResidentReading }) {
  return (
    <>
      OpenKit gives their names, not their doors.{' '}
      {asOf ? (
        <>
          Read <Time instant={asOf} zone="UTC" as="both" />
        </>
      ) : (
        'Not read yet'
      )}
      ; at most once an hour.
    </>
  );
}
