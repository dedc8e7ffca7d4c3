import type { Metadata } from 'next';
import { counted } from '#lib/messages/counts';
import { covers, roles } from '#lib/permissions';
import { pageSession } from '#server/auth/page-session';
import { listScopeOptions, listStaff } from '#server/services/staff/list-staff';
import { SettingsHeader } from '../_components/settings-header.tsx';
import { StaffScreen } from './_components/staff-screen.tsx';

export const metadata: Metadata = { title: 'Staff' };

export default async function StaffPage() {
  const session = await pageSession('staff.manage');
  const [members, options] = await Promise.all([listStaff(session), listScopeOptions(session)]);
  const working = members.filter(({ state }) => state === 'active' || state === 'invited').length;
  return (
    <>
      <SettingsHeader
        current="/settings/staff"
        role={session.staff.role}
        facts={`${counted(working, 'member')} of staff may sign in. Anyone who is not invited cannot.`}
      />
      <StaffScreen
        members={members}
        options={options}
        roles={roles.filter((role) => covers(session.staff.role, role))}
      />
    </>
  );
}
