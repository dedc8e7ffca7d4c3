import { expect, test } from 'vitest';
import { currentItem, type NavItem } from './nav-items.ts';

const items: NavItem[] = ['/', '/people', '/settings', '/settings/staff'].map((href) => ({
  href,
  label: href,
  icon: 'people',
}));

test.each([
  ['/', '/'],
  ['/people', '/people'],
  ['/people/42', '/people'],
  ['/settings/staff/7', '/settings/staff'],
  ['/peoples', undefined],
  ['/doors', undefined],
])('%s belongs to %s', (pathname, href) => {
  expect(currentItem(items, pathname)?.href).toBe(href);
});
