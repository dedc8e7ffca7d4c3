import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { EndingTable } from './ending-table.tsx';

const address = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', () => ({
  usePathname: () => '/schedules/ending',
  useSearchParams: () => new URLSearchParams(address.search),
}));
vi.mock('@/components/viewer/viewer', () => ({ useMay: () => false }));
vi.mock('@/components/data-table/data-table', () => ({ DataTable: ({ empty }: { empty: ReactNode }) => empty }));

test('an empty view is told by the name of the view the address has come to, not of the one the page began with', () => {
  const page = {
    items: [],
    nextCursor: null,
    prevCursor: null,
    asOf: null,
    coverage: { sweep: 'complete' as const, limits: [] },
  };
  const said = () =>
    renderToStaticMarkup(<EndingTable initial={{ search: '', page, count: { count: 0, isExact: true } }} />);
  const first = said();
  address.search = 'show=lease';
  expect(said()).toContain('No access goes on after its lease.');
  expect(first).not.toContain('lease');
});
