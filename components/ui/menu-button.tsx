'use client';

import { type ReactNode, useRef, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import type { MenuItem } from './menu-list.tsx';

const loadList = () => import('./menu-list.tsx');
const MenuList = onDemand(loadList);

type MenuButtonProps = {
  /** The button's name for readers, when `children` is not text. */
  label?: string;
  items: readonly MenuItem[];
  className?: string;
  children: ReactNode;
  tabIndex?: number;
};

/** A button that opens a menu. The menu's code is fetched when the button is pointed at or focused. */
export function MenuButton({ label, items, className, children, tabIndex }: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        tabIndex={tabIndex}
        onPointerEnter={() => void loadList()}
        onFocus={() => void loadList()}
        onClick={() => setOpen(true)}
        className={className}
      >
        {children}
      </button>
      {isOpen && <MenuList label={label ?? 'Menu'} items={items} trigger={trigger} onClose={() => setOpen(false)} />}
    </>
  );
}
