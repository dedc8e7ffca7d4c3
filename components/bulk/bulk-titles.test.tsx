import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { Count } from '#lib/schemas/page';
import { ListSelection } from '@/components/data-table/list-selection';
import ExtendSheet from './extend-sheet.tsx';
import GiveSheet from './give-sheet.tsx';

vi.mock('./use-plan.ts', () => ({ usePlan: () => ({ isPending: false, plan: vi.fn() }) }));
vi.mock('@/components/ui/sheet', () => ({ Sheet: ({ title }: { title: string }) => title }));

const choice = {
  ...{ isAll: true, wasDropped: false, marked: new Set<string>(), has: () => true, set: vi.fn() },
  ...{ clear: vi.fn(), chooseAll: vi.fn() },
};

/** What the sheets of all people are called, one after the other. */
const titlesOf = (total: Count, isAll = true) =>
  renderToStaticMarkup(
    <ListSelection
      list="people"
      actions={(chosen) => (
        <>
          <ExtendSheet {...chosen} onClose={() => undefined} />; <GiveSheet {...chosen} onClose={() => undefined} />
        </>
      )}
      choice={{ ...choice, isAll, marked: new Set(isAll ? [] : ['p']) }}
      search=""
      isFiltered={false}
      total={total}
      noun={{ one: 'person', many: 'people' }}
    />,
  );

test('a sheet for more people than were counted says that their number is about right', () => {
  expect(titlesOf({ count: 250_000, isExact: false })).toContain(
    'Extend about 250,000 people; Give access to about 250,000 people',
  );
  expect(titlesOf({ count: 8339, isExact: true })).toContain('Extend 8,339 people; Give access to 8,339 people');
  expect(titlesOf({ count: 250_000, isExact: false }, false)).toContain('Extend 1 person; Give access to 1 person');
});
