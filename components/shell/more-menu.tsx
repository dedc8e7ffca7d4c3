'use client';

import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import { accountItems } from './account-items.ts';
import type { NavItem } from './nav-items.ts';

/** What has no place of its own in the bottom bar, and the account. */
export function MoreMenu({ items }: { items: readonly NavItem[] }) {
  const pages = items.map(({ href, label, icon }) => ({ id: href, href, label, icon }));
  return (
    <MenuButton
      items={[...pages, ...accountItems]}
      className="flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted"
    >
      <Icon name="more" />
      More
    </MenuButton>
  );
}
