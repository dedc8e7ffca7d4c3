'use client';

import { IconButton } from '@/components/ui/icon-button';
import { rememberPreference } from '@/components/ui/remember-preference';

/** Folds the rail to its icons and back, and remembers it. */
export function RailToggle() {
  const toggle = () => {
    const isCollapsed = document.documentElement.dataset.rail === 'collapsed';
    rememberPreference('rail', isCollapsed ? 'open' : 'collapsed');
  };
  return <IconButton icon="rail" label="Fold or unfold the menu" onClick={toggle} />;
}
