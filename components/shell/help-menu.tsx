'use client';

import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import { helpItems } from './help-items.ts';

/** At the same place on every page: the guides. */
export function HelpMenu() {
  return (
    <MenuButton
      items={helpItems}
      className="flex h-8 items-center gap-2.5 rounded px-2.5 text-left text-muted hover:bg-sunken hover:text-ink in-data-[rail=collapsed]:justify-center in-data-[rail=collapsed]:px-0"
    >
      <Icon name="question" />
      <span className="in-data-[rail=collapsed]:sr-only">Help</span>
    </MenuButton>
  );
}
