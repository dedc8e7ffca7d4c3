'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { hasArea } from '#lib/area';

/** On a phone, which has no rail: the switcher over every page that can be narrowed. */
export function AreaBar({ children }: { children: ReactNode }) {
  return hasArea(usePathname()) && <div className="pt-3 md:hidden">{children}</div>;
}
