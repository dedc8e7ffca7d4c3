'use client';

import { IconButton } from '@/components/ui/icon-button';
import { rememberPreference } from '@/components/ui/remember-preference';

/** Rows of 36 or 28 px, remembered for every table. Phones show cards and have no use for it. */
export function DensityToggle() {
  const toggle = () => {
    const isCompact = document.documentElement.dataset.density === 'compact';
    rememberPreference('density', isCompact ? 'comfortable' : 'compact');
  };
  return <IconButton icon="rows" label="More or fewer rows" onClick={toggle} className="max-sm:hidden" />;
}
