import type { Metadata } from 'next';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/page-session';
import { getOpenKitStatus } from '#server/services/sync/get-openkit-status';
import { SettingsHeader } from '../_components/settings-header.tsx';
import { OpenKitScreen } from './_components/openkit-screen.tsx';

export const metadata: Metadata = { title: 'OpenKit' };

export default async function OpenKitPage() {
  const session = await pageSession('sync.read');
  const status = await getOpenKitStatus(session);
  return (
    <>
      <SettingsHeader
        current="/settings/openkit"
        role={session.staff.role}
        facts="How this Gatehouse is connected to OpenKit."
      />
      <OpenKitScreen
        initial={status}
        maySync={may(session.staff.role, 'sync.run')}
        mayChange={may(session.staff.role, 'setting.manage')}
      />
    </>
  );
}
