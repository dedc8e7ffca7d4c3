import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { returnPath } from '#server/auth/redirects';
import { unfinishedSession } from '#server/auth/unfinished-session';
import { StepUpHost } from '@/components/step-up/step-up-host';
import { AuthenticatorForm } from './_components/authenticator-form.tsx';

export const metadata: Metadata = { title: 'Set up your authenticator' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuthenticatorPage({ searchParams }: Props) {
  const next = returnPath((await searchParams).callbackUrl);
  const session = await unfinishedSession();
  if (!session) redirect('/sign-in');
  if (session.stage === 'locked') redirect('/locked');
  return (
    <>
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold">Set up your authenticator</h1>
        <p className="text-muted">
          {session.stage === 'enrolling'
            ? 'This Gatehouse asks for a second factor when you sign in. Nothing else works until it is set up.'
            : 'From now on you will be asked for its code when you sign in.'}
        </p>
      </div>
      {/* Confirming gives the session a new cookie, and this page is rendered again beneath the recovery codes. */}
      <AuthenticatorForm next={next} isSetUp={session.hasAuthenticator} />
      <StepUpHost staffId={session.staff.id} hasAuthenticator={false} method={session.method} />
    </>
  );
}
