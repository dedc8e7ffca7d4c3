import type { NavItem } from '@/components/shell/nav-items';

/** The pages that exist, in the order of the rail. */
export const navItems: readonly NavItem[] = [{ href: '/people', label: 'People', icon: 'people', isMain: true }];
