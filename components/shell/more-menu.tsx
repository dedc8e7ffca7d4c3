'use client';

import { usePathname } from 'next/navigation';
import { inArea } from '#lib/area';
import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import { accountItems } from './account-items.ts';
import { useArea } from './area-provider.tsx';
import { helpItems } from './help-items.ts';
import { currentItem, type NavItem } from './nav-items.ts';

/** What has no place of its own in the bottom bar, and the account. */
export function MoreMenu({ items }: { items: readonly NavItem[] }) {
  const area = useArea();
  const isHere = currentItem(items, usePathname()) !== undefined;
  const pages = items.map(({ href, label, icon }) => ({ id: href, href: inArea(href, area), label, icon }));
  return (
    <MenuButton
      items={[...pages, ...helpItems, ...accountItems]}
      className={`flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs ${isHere ? 'font-medium text-accent' : 'text-muted'}`}
    >
      <Icon name="more" />
      More
    </MenuButton>
  );
}
