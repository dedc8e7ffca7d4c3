import type { ReactNode } from 'react';
import type { NavItem } from './nav-items.ts';
import { NavLinks } from './nav-links.tsx';

const link =
  'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted ' +
  'aria-[current=page]:font-medium aria-[current=page]:text-accent';

/** The pages on a phone: the main ones, then `more`. */
export function BottomBar({ items, more }: { items: readonly NavItem[]; more: ReactNode }) {
  return (
    <nav
      aria-label="Menu"
      className="fixed inset-x-0 bottom-0 z-30 flex h-16 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <NavLinks items={items.filter((item) => item.isMain)} className={link} />
      {more}
    </nav>
  );
}
