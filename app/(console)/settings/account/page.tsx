import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { roleNames } from '#lib/messages/role-names';
import { readPreference } from '#lib/preferences';
import { pageSession } from '#server/auth/page-session';
import { getAccount } from '#server/services/account/get-account';
import { ClockProvider } from '@/components/ui/clock';
import { SettingsHeader } from '../_components/settings-header.tsx';
import { SettingsSection } from '../_components/settings-section.tsx';
import { AccountFacts } from './_components/account-facts.tsx';
import { Appearance } from './_components/appearance.tsx';
import { Authenticator } from './_components/authenticator.tsx';
import { PasswordForm } from './_components/password-form.tsx';
import { SessionList } from './_components/session-list.tsx';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const account = await getAccount(await pageSession('account.manage'));
  const jar = await cookies();
  return (
    <>
      <SettingsHeader
        current="/settings/account"
        role={account.role}
        facts={`${account.name}, ${roleNames[account.role].toLowerCase()}`}
      />
      <SettingsSection title="Who you are" hint="Name, role and buildings are set by the owner of this Gatehouse.">
        <AccountFacts account={account} />
      </SettingsSection>
      <SettingsSection title="Password" hint="Changing it signs you out everywhere else.">
        <PasswordForm email={account.email} />
      </SettingsSection>
      <SettingsSection
        title="Authenticator"
        hint="An app on your phone that shows six digits: whoever learns your password still cannot sign in."
      >
        <Authenticator hasAuthenticator={account.hasAuthenticator} />
      </SettingsSection>
      <SettingsSection
        title="Where you are signed in"
        hint="A session ends by itself after 30 minutes without use, and after 12 hours whatever happens."
      >
        {/* Sessions live in real time, which in the sandbox is not the time of the doors. */}
        <ClockProvider now={account.asOf}>
          <SessionList sessions={account.sessions} />
        </ClockProvider>
      </SettingsSection>
      <SettingsSection title="Appearance" hint="The theme is kept in this browser, the tables with your account.">
        <Appearance theme={readPreference('theme', jar)} />
      </SettingsSection>
    </>
  );
}
