'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { inArea } from '#lib/area';
import { useArea } from '@/components/shell/area-provider';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';

const pages = [
  { href: '/schedules', label: 'Timeline' },
  { href: '/schedules/who', label: 'Who can open' },
  { href: '/schedules/ending', label: 'Runs out' },
  { href: '/schedules/plans', label: 'Plans' },
  { href: '/schedules/vendors', label: 'Vendors' },
  { href: '/schedules/certify', label: 'Certify' },
];

/** The frame of everything under Schedules. Its tabs carry the area along, as the menu does. */
export function SchedulesHeader({ facts, action }: { facts: ReactNode; action?: ReactNode }) {
  const pathname = usePathname();
  const area = useArea();
  const tabs = pages.map(({ href, label }) => ({
    href: inArea(href, area),
    label,
    isCurrent: pathname === href || (href !== '/schedules' && pathname.startsWith(`${href}/`)),
  }));
  return <PageHeader title="Schedules" facts={facts} action={action} tabs={<Tabs label="Schedules" tabs={tabs} />} />;
}
