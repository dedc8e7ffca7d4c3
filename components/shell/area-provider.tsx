'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, use, useState } from 'react';
import { type Area, areaOf, everywhere, hasArea } from '#lib/area';

const AreaContext = createContext<Area>(everywhere);

/** Keeps the area while somebody looks at a page whose address names none: a person, a door, the settings. */
export function AreaProvider({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const stated = areaOf(useSearchParams());
  const [kept, setKept] = useState(everywhere);
  const area = hasArea(pathname) ? stated : kept;
  if (area.portfolio !== kept.portfolio || area.building !== kept.building) setKept(area);
  return <AreaContext value={area}>{children}</AreaContext>;
}

/** The portfolio and building that the page is about, or that the last list was about. */
export const useArea = (): Area => use(AreaContext);
