'use client';

import Link from 'next/link';
import { listed } from '#lib/messages/counts';
import type { Page } from '#lib/page';
import { type BundleRow, bundleRowSchema } from '#lib/schemas/bundle';
import type { Count } from '#lib/schemas/page';
import { columnsFor } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { bundlesParams } from '../search-params.ts';

const source = { path: '/api/bundles', item: bundleRowSchema, isCounted: true } as const;
const noun = { one: 'bundle', many: 'bundles' };
const row = { href: (bundle: BundleRow) => `/bundles/${bundle.id}`, name: (bundle: BundleRow) => bundle.name };
const column = columnsFor<BundleRow>();

const columns = column.columns([
  column.accessor('name', {
    header: 'Bundle',
    meta: { card: 'title', sortKey: 'name', width: 'w-[22%]' },
    cell: ({ row: { original } }) => (
      <Link href={`/bundles/${original.id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
        {original.name}
      </Link>
    ),
  }),
  column.accessor('buildingName', {
    header: 'Building',
    meta: { card: 'fact', sortKey: 'building', width: 'w-[20%]' },
    cell: ({ getValue }) => <span dir="auto">{getValue()}</span>,
  }),
  column.accessor('doors', {
    id: 'doors',
    header: 'Doors',
    meta: { from: 'md' },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue().join(', ')}>
        {listed(getValue(), 4)}
      </span>
    ),
  }),
  column.accessor('kind', {
    header: 'For',
    meta: { width: 'w-32', from: 'lg' },
    cell: ({ getValue }) => (getValue() === 'amenities' ? 'Each lease' : 'Service'),
  }),
  column.accessor('people', {
    header: 'People',
    meta: { card: 'status', width: 'w-24', align: 'right' },
    cell: ({ getValue }) => (
      <>
        {getValue().toLocaleString('en')}
        <span className="sm:hidden"> people</span>
      </>
    ),
  }),
]);

export function BundlesTable({ initial }: { initial: { search: string; page: Page<BundleRow>; count: Count } }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search bundles by name"
      columns={columns}
      query={{ source, shape: bundlesParams, initial }}
      row={row}
      empty={
        <EmptyState kind="no-data" title="No bundle is set up yet">
          Put the doors that come with every lease of a building into one, so that a move-in gives them all.
        </EmptyState>
      }
    />
  );
}
