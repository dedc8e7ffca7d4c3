'use client';

import { IconButton } from '@/components/ui/icon-button';
import { usePreferences } from '@/components/viewer/preferences';

/** Rows of 36 or 28 px, kept for every table. Phones show cards and have no use for it. */
export function DensityToggle() {
  const { density, keep } = usePreferences();
  const toggle = () => keep({ name: 'density', value: density === 'compact' ? 'comfortable' : 'compact' });
  return <IconButton icon="rows" label="More or fewer rows" onClick={toggle} className="max-sm:hidden" />;
}
