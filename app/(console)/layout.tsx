import type { ReactNode } from 'react';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/entry';
import { listBuildingOptions } from '#server/services/buildings/list-building-options';
import { getFrame } from '#server/services/frame/get-frame';
import { getSuspect } from '#server/services/sync/get-suspect';
import { AreaSwitcher } from '@/components/building/area-switcher';
import { Shell } from '@/components/shell/shell';
import { StepUpHost } from '@/components/step-up/step-up-host';
import { SuspectAlarm } from '@/components/sync/suspect-alarm';
import { navItems } from './_components/nav-items.ts';

/** The frame. It decides nothing about rights: every page asks for its own session. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await pageSession('person.read');
  const [{ now, isSandbox }, buildings, suspect] = await Promise.all([
    getFrame(),
    listBuildingOptions(session),
    getSuspect(session),
  ]);
  return (
    <Shell
      items={navItems.filter(({ permission }) => !permission || may(session.staff.role, permission))}
      staff={session.staff}
      now={now}
      isSandbox={isSandbox}
      switcher={buildings.length > 0 && <AreaSwitcher buildings={buildings} />}
    >
      {suspect && <SuspectAlarm suspect={suspect} mayAccept={may(session.staff.role, 'sync.run')} />}
      {children}
      <StepUpHost hasAuthenticator={session.hasAuthenticator} />
    </Shell>
  );
}
