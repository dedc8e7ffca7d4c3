'use client';

import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import { accountItems } from './account-items.ts';

/** Who is signed in, as what, and what they can do about it. */
export function AccountMenu({ name, roleName }: { name: string; roleName: string }) {
  return (
    <MenuButton
      items={accountItems}
      className="flex items-center gap-2.5 rounded px-2 py-1.5 text-left hover:bg-sunken in-data-[rail=collapsed]:justify-center"
    >
      <Icon name="person" className="text-muted" />
      <span className="min-w-0 flex-1 in-data-[rail=collapsed]:sr-only">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-muted">{roleName}</span>
      </span>
    </MenuButton>
  );
}
