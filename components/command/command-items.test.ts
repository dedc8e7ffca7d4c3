import { expect, test } from 'vitest';
import type { SearchHit } from '#lib/schemas/search';
import type { NavItem } from '../shell/nav-items.ts';
import { commandItems } from './command-items.ts';

const pages: NavItem[] = [
  { href: '/people', label: 'People', icon: 'people' },
  { href: '/doors', label: 'Doors', icon: 'door' },
];
const schedules: NavItem = { href: '/schedules', label: 'Schedules', icon: 'calendar' };
const hit: SearchHit = { kind: 'door', id: 'd1', name: 'Pool', detail: 'Elm Court' };

test('without a text the pages are offered', () => {
  expect(commandItems('', [], pages).map((item) => item.href)).toEqual(['/people', '/doors']);
});

test('what was found stands before pages of that name, unless only a letter or two were typed', () => {
  expect(commandItems('doo', [hit], pages).map((item) => item.href)).toEqual(['/doors/d1', '/doors']);
  expect(commandItems('do', [hit], pages).map((item) => item.href)).toEqual(['/doors', '/doors/d1']);
  expect(commandItems('pool', [hit], pages)[0]).toMatchObject({ name: 'Pool', detail: 'Door · Elm Court' });
});

test('a question leads to the page that answers it, where there is one', () => {
  const asked = 'who can open the gym on tuesday at 3pm';
  expect(commandItems(asked, [], pages)).toEqual([]);
  const [first] = commandItems(asked, [], [...pages, schedules]);
  expect(first?.href).toBe(`/schedules/who?${new URLSearchParams({ ask: asked })}`);
  expect(commandItems('maya', [], [...pages, schedules])).toEqual([]);
});
