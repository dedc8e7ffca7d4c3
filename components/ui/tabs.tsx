import Link from 'next/link';
import { PendingMark } from './pending-mark.tsx';

export type Tab = { href: string; label: string; count?: number | undefined; isCurrent: boolean };

/** Tabs are links: each has its own address, opens in a new window, and works before the page's scripts do. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          aria-current={tab.isCurrent ? 'page' : undefined}
          className="relative flex h-9 aria-[current=page]:[scroll-initial-target:nearest] items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-11"
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-muted">{tab.count.toLocaleString('en')}</span>}
          <PendingMark />
        </Link>
      ))}
    </nav>
  );
}
