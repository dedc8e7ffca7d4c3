'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { inArea } from '#lib/area';
import { Icon } from '@/components/ui/icon';
import { PendingMark } from '@/components/ui/pending-mark';
import { useArea } from './area-provider.tsx';
import { currentItem, type NavItem } from './nav-items.ts';

type NavLinksProps = { items: readonly NavItem[]; className: string };

/** The links of the rail or the bottom bar; the one of the page we are on says so. */
export function NavLinks({ items, className }: NavLinksProps) {
  const current = currentItem(items, usePathname());
  const area = useArea();
  return items.map((item) => (
    <Link
      key={item.href}
      href={inArea(item.href, area)}
      prefetch={false}
      title={item.label}
      aria-current={item === current ? 'page' : undefined}
      className={`relative ${className}`}
    >
      <Icon name={item.icon} />
      <span data-label="">{item.label}</span>
      <PendingMark />
    </Link>
  ));
}
