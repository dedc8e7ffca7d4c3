import type { ReactNode } from 'react';
import { may, type Permission, type Role } from '#lib/permissions';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';

type SettingsTab = { href: `/settings/${string}`; label: string; permission: Permission };

const tabs = [
  { href: '/settings/account', label: 'Your account', permission: 'account.manage' },
  { href: '/settings/openkit', label: 'OpenKit', permission: 'sync.read' },
  { href: '/settings/staff', label: 'Staff', permission: 'staff.manage' },
  { href: '/settings/roles', label: 'Roles', permission: 'account.manage' },
] as const satisfies readonly SettingsTab[];

type SettingsHeaderProps = {
  /** The address of the tab that is shown. */
  current: (typeof tabs)[number]['href'];
  /** The viewer's: tabs it does not cover are left out. */
  role: Role;
  facts: ReactNode;
};

/** The head all settings share. */
export function SettingsHeader({ current, role, facts }: SettingsHeaderProps) {
  const shown = tabs.filter(({ permission }) => may(role, permission));
  return (
    <PageHeader
      title="Settings"
      facts={facts}
      tabs={
        <Tabs label="Settings" tabs={shown.map(({ href, label }) => ({ href, label, isCurrent: href === current }))} />
      }
    />
  );
}
