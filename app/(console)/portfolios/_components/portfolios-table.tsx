'use client';

import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PortfolioRow } from '#lib/schemas/portfolio';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { portfoliosParams } from '../search-params.ts';
import { portfolioColumns } from './portfolio-columns.tsx';

const source = {
  path: '/api/portfolios',
  item: async () => (await import('#lib/schemas/portfolio')).portfolioRowSchema,
  isCounted: true,
} as const;
const noun = { one: 'portfolio', many: 'portfolios' };
const row = {
  href: (portfolio: PortfolioRow) => `/buildings?portfolio=${portfolio.id}`,
  name: (portfolio: PortfolioRow) => portfolio.name,
};

export function PortfoliosTable({ initial }: { initial: { search: string; page: Page<PortfolioRow>; count: Count } }) {
  return (
    <DataTable
      noun={noun}
      searchLabel="Search portfolios by name"
      columns={portfolioColumns}
      query={{ source, shape: portfoliosParams, initial }}
      row={row}
      empty={
        <EmptyState kind="no-data" title="There are no portfolios">
          OpenKit names none for the buildings you can see. The buildings themselves are listed under Buildings.
        </EmptyState>
      }
    />
  );
}
