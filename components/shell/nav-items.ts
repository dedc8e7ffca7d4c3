import type { Permission } from '#lib/permissions';
import type { IconName } from '@/components/ui/icon';

export type NavItem = {
  href: string;
  label: string;
  icon: IconName;
  /** Has a place in the bottom bar of a phone; at most five do, the rest is behind "More". */
  isMain?: boolean;
  /** Left out for roles without it; absent = everybody's. */
  permission?: Permission;
};

/** The item a page belongs to: the longest address that begins it. `/` is only itself. */
export function currentItem(items: readonly NavItem[], pathname: string): NavItem | undefined {
  return items
    .filter(({ href }) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
