import type { ReactNode } from 'react';
import { may } from '#lib/permissions';
import { frameSession } from '#server/auth/page-session';
import { listBuildingOptions } from '#server/services/buildings/list-building-options';
import { getFrame } from '#server/services/frame/get-frame';
import { getPreferences } from '#server/services/preferences/get-preferences';
import { getOutage } from '#server/services/sync/get-outage';
import { getSuspect } from '#server/services/sync/get-suspect';
import { AreaSwitcher } from '@/components/building/area-switcher';
import { Shell } from '@/components/shell/shell';
import { StepUpHost } from '@/components/step-up/step-up-host';
import { OutageAlarm } from '@/components/sync/outage-alarm';
import { SuspectAlarm } from '@/components/sync/suspect-alarm';
import { ErrorAtHand } from './_components/error-at-hand.tsx';
import { navItems } from './_components/nav-items.ts';

/** The frame. It decides nothing about rights: every page asks for its own session. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await frameSession();
  const [{ now, isSandbox }, preferences, buildings, suspect, outage] = await Promise.all([
    getFrame(),
    getPreferences(session),
    listBuildingOptions(session),
    getSuspect(session),
    getOutage(session),
  ]);
  return (
    <Shell
      items={navItems.filter(({ permission }) => !permission || may(session.staff.role, permission))}
      staff={session.staff}
      preferences={preferences}
      now={now}
      isSandbox={isSandbox}
      switcher={buildings.length > 0 && <AreaSwitcher buildings={buildings} />}
    >
      {outage && <OutageAlarm outage={outage} />}
      {suspect && <SuspectAlarm suspect={suspect} mayAccept={may(session.staff.role, 'sync.run')} />}
      {children}
      <ErrorAtHand />
      <StepUpHost staffId={session.staff.id} hasAuthenticator={session.hasAuthenticator} method={session.method} />
    </Shell>
  );
}
