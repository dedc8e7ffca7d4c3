'use client';

import { everywhere } from '#lib/area';
import { IconButton } from '@/components/ui/icon-button';
import { rememberPreference } from '@/components/ui/remember-preference';
import { useArea } from './area-provider.tsx';

/** Stands in for the switcher in a folded rail, so that nobody takes a part for the whole. */
export function AreaMark() {
  const { portfolio, building } = useArea();
  if (portfolio === everywhere.portfolio && building === everywhere.building) return null;
  return (
    <IconButton
      icon="building"
      label="Not all buildings are shown: unfold the menu to see which"
      onClick={() => rememberPreference('rail', 'open')}
      className="mx-auto hidden bg-accent-soft text-accent in-data-[rail=collapsed]:grid"
    />
  );
}
