import type { ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { InsteadOfRows } from './instead-of-rows.tsx';

type Page = ComponentProps<typeof InsteadOfRows>['page'];

const nothing = { isError: false, data: { items: [] } } as unknown as Page;
const saidOf = (q: string) =>
  renderToStaticMarkup(
    <InsteadOfRows
      page={nothing}
      state={{ values: { q, cursor: '' }, isFiltered: true, clear: () => undefined, turnTo: () => undefined }}
      noun={{ one: 'person', many: 'people' }}
      empty={null}
    />,
  );

test('where one or two letters found nobody, the page says how far it looked', () => {
  for (const q of ['k', 'Ka', 'Ó’B'])
    expect(saidOf(q), q).toContain('the start of a name; two also match a whole word in it');
  expect(saidOf('Kaf')).toContain('try fewer letters');
});
