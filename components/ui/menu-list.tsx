'use client';

import { useRouter } from 'next/navigation';
import type { RefObject } from 'react';
import { MenuItem as Item, Menu } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon, type IconName } from './icon.tsx';

export type MenuItem = {
  id: string;
  label: string;
  icon?: IconName;
  /** Either a place to go to or something to do. */
  href?: string;
  onSelect?: () => void;
  isDanger?: boolean;
};

type MenuListProps = {
  label: string;
  items: readonly MenuItem[];
  trigger: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** The open menu of a `MenuButton`. */
export default function MenuList({ label, items, trigger, onClose }: MenuListProps) {
  const router = useRouter();
  const act = (item: MenuItem) => (item.href === undefined ? item.onSelect?.() : router.push(item.href));
  return (
    <Popover
      aria-label={label}
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom start"
      className="enter min-w-48 rounded-lg border border-line bg-raised p-1 shadow-raised"
    >
      <Menu aria-label={label} autoFocus="first" onClose={onClose} className="outline-none">
        {items.map((item) => (
          <Item
            key={item.id}
            id={item.id}
            onAction={() => act(item)}
            className={`flex h-8 items-center gap-2.5 rounded px-2.5 outline-none focused:bg-sunken max-sm:h-11 ${item.isDanger ? 'text-stopped' : ''}`}
          >
            {item.icon && <Icon name={item.icon} />}
            {item.label}
          </Item>
        ))}
      </Menu>
    </Popover>
  );
}
