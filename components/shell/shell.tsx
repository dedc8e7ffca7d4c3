import type { ReactNode } from 'react';
import { roleNames } from '#lib/messages/role-names';
import { may, permissions, type Role } from '#lib/permissions';
import type { Preferences } from '#lib/schemas/preference';
import type { Instant } from '#lib/time/instant';
import { CommandKeys } from '@/components/command/command-keys';
import { ClockProvider } from '@/components/ui/clock';
import { PreferencesProvider } from '@/components/viewer/preferences';
import { ViewerProvider } from '@/components/viewer/viewer';
import { AccountMenu } from './account-menu.tsx';
import { AreaBar } from './area-bar.tsx';
import { AreaProvider } from './area-provider.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { MoreMenu } from './more-menu.tsx';
import type { NavItem } from './nav-items.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { QueryProvider } from './query-provider.tsx';
import { Rail } from './rail.tsx';
import { SandboxBanner } from './sandbox-banner.tsx';
import { SkipLink } from './skip-link.tsx';
import { TipDismissal } from './tip-dismissal.tsx';

type ShellProps = {
  /** Only pages that exist and that this person may see. */
  items: readonly NavItem[];
  staff: { name: string; role: Role };
  /** What they chose for themselves. */
  preferences: Preferences;
  /** The domain's now (`server/clock.ts`); the page's clock goes on from there. */
  now: Instant;
  isSandbox: boolean;
  /** Portfolio and building switcher: on top of the rail, or of the page on a phone. */
  switcher?: ReactNode;
  children: ReactNode;
};

/** The frame of every signed-in page. */
export function Shell({ items, staff, preferences, now, isSandbox, switcher, children }: ShellProps) {
  return (
    <QueryProvider>
      <ClockProvider now={now}>
        <ViewerProvider mayDo={permissions.filter((permission) => may(staff.role, permission))}>
          <PreferencesProvider initial={preferences}>
            <AreaProvider>
              <div className={isSandbox ? '[--banner-height:2rem]' : '[--banner-height:0px]'}>
                <SkipLink />
                <CommandKeys items={items} />
                <TipDismissal />
                {isSandbox && <SandboxBanner />}
                <div className="flex">
                  <Rail
                    items={items}
                    switcher={switcher}
                    account={<AccountMenu name={staff.name} roleName={roleNames[staff.role]} />}
                  />
                  <main
                    id="main"
                    tabIndex={-1}
                    className="min-w-0 flex-1 px-8 pb-8 outline-none max-lg:px-6 max-sm:px-4 max-md:pb-24"
                  >
                    {switcher && <AreaBar>{switcher}</AreaBar>}
                    {children}
                  </main>
                </div>
                <OfflineBanner />
                <BottomBar items={items} more={<MoreMenu items={items.filter((item) => !item.isMain)} />} />
              </div>
            </AreaProvider>
          </PreferencesProvider>
        </ViewerProvider>
      </ClockProvider>
    </QueryProvider>
  );
}
