import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { doorColumns } from '@/components/door/door-columns';
import { SortSelect } from './sort-select.tsx';

const optionsFor = (accepts: (sort: string) => boolean, sort: string) => [
  ...renderToStaticMarkup(
    <SortSelect columns={doorColumns} accepts={accepts} sort={sort} onSort={() => undefined} />,
  ).matchAll(/<option value="(.*?)".*?( selected="")?>(.*?)<\/option>/g),
];

test('a phone offers every order of the list by the names of its columns, also of those its cards leave out', () => {
  const options = optionsFor(() => true, '-battery');
  expect(options.map(([, value, , name]) => `${value} ${name}`)).toEqual([
    'name Door ↑',
    '-name Door ↓',
    'building Building ↑',
    '-building Building ↓',
    'battery Battery ↑',
    '-battery Battery ↓',
    'read Battery read ↑',
    '-read Battery read ↓',
  ]);
  expect(options.filter(([, , isSelected]) => isSelected).map(([, value]) => value)).toEqual(['-battery']);
});

test('an order that the list does not have is not offered, and nothing where there is but one', () => {
  expect(optionsFor((sort) => /name|battery/.test(sort), 'name').map(([, value]) => value)).not.toContain('building');
  expect(optionsFor((sort) => sort === 'name', 'name')).toEqual([]);
});
