import Link from 'next/link';
import type { ReactNode } from 'react';
import { FindButton } from '@/components/command/find-button';
import { Mark } from '@/components/ui/mark';
import { AreaMark } from './area-mark.tsx';
import { HelpMenu } from './help-menu.tsx';
import type { NavItem } from './nav-items.ts';
import { NavLinks } from './nav-links.tsx';
import { RailToggle } from './rail-toggle.tsx';

type RailProps = { items: readonly NavItem[]; switcher?: ReactNode; account: ReactNode };

const link =
  'flex h-8 items-center gap-2.5 rounded px-2.5 text-muted hover:bg-sunken hover:text-ink ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent ' +
  'in-data-[rail=collapsed]:justify-center in-data-[rail=collapsed]:px-0 in-data-[rail=collapsed]:*:data-label:sr-only';

/** The left rail of wide windows: name, place, pages, account. Collapsed it keeps the icons. */
export function Rail({ items, switcher, account }: RailProps) {
  return (
    <aside className="sticky top-(--banner-height) flex h-[calc(100dvh-var(--banner-height))] w-56 shrink-0 flex-col gap-4 border-r border-line px-3 py-4 in-data-[rail=collapsed]:w-15 max-md:hidden print:hidden">
      <div className="flex items-center justify-between gap-1 in-data-[rail=collapsed]:flex-col">
        <Link
          href="/"
          prefetch={false}
          className="flex items-center gap-2.5 rounded px-2 py-1 font-semibold tracking-tight"
        >
          <Mark className="size-5 text-accent" />
          <span className="in-data-[rail=collapsed]:sr-only">Gatehouse</span>
        </Link>
        <RailToggle />
      </div>
      {switcher && <div className="in-data-[rail=collapsed]:hidden">{switcher}</div>}
      <AreaMark />
      <FindButton />
      <nav aria-label="Menu" className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto">
        <NavLinks items={items} className={link} />
      </nav>
      <div className="grid gap-0.5">
        <HelpMenu />
        {account}
      </div>
    </aside>
  );
}
