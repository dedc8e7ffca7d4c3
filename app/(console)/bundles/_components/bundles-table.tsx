'use client';

import type { Page } from '#lib/page';
import type { BundleRow } from '#lib/schemas/bundle';
import type { Count } from '#lib/schemas/page';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { bundlesParams } from '../search-params.ts';
import { bundleColumns } from './bundle-columns.tsx';

const source = {
  path: '/api/bundles',
  item: async () => (await import('#lib/schemas/bundle')).bundleRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'bundle', many: 'bundles' };
const row = { href: (bundle: BundleRow) => `/bundles/${bundle.id}`, name: (bundle: BundleRow) => bundle.name };

export function BundlesTable({ initial }: { initial: { search: string; page: Page<BundleRow>; count: Count } }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search bundles by name"
      columns={bundleColumns}
      exportAs="bundles"
      query={{ source, shape: bundlesParams, initial }}
      row={row}
      empty={
        <EmptyState kind="no-data" title="No bundle is set up yet">
          The names of doors suggest bundles: those that come with every lease of a building, so that a move-in gives
          them all, and those for people who work there.
        </EmptyState>
      }
    />
  );
}
