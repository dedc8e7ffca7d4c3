import type { Metadata } from 'next';
import { roleNames } from '#lib/messages/role-names';
import { pageSession } from '#server/auth/page-session';
import { SettingsHeader } from '../_components/settings-header.tsx';
import { RoleTable } from './_components/role-table.tsx';

export const metadata: Metadata = { title: 'Roles' };

export default async function RolesPage() {
  const { staff } = await pageSession('account.manage');
  return (
    <>
      <SettingsHeader
        current="/settings/roles"
        role={staff.role}
        facts={`Your role: ${roleNames[staff.role]}. Every page, export and queued job uses this table.`}
      />
      <RoleTable ownRole={staff.role} />
    </>
  );
}
