import type { ReactNode } from 'react';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';

const tabs = [
  { href: '/settings/account', label: 'Your account' },
  { href: '/settings/openkit', label: 'OpenKit' },
] as const;

/** The head all settings share. `current` is the address of the tab that is shown. */
export function SettingsHeader({ current, facts }: { current: (typeof tabs)[number]['href']; facts: ReactNode }) {
  return (
    <PageHeader
      title="Settings"
      facts={facts}
      tabs={<Tabs label="Settings" tabs={tabs.map((tab) => ({ ...tab, isCurrent: tab.href === current }))} />}
    />
  );
}
