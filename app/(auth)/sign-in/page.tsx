import type { Metadata } from 'next';
import { offeredAccounts } from '#server/auth/demo-accounts';
import { returnPath } from '#server/auth/redirects';
import { hasSso } from '#server/auth/sso-provider';
import { SsoButton } from '@/components/account/sso-button';
import { DemoSignIn } from './_components/demo-sign-in.tsx';
import { SignInForm } from './_components/sign-in-form.tsx';
import { SsoFailure } from './_components/sso-failure.tsx';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, request } = await searchParams;
  const next = returnPath(callbackUrl);
  const demo = offeredAccounts();
  return (
    <>
      <h1 className="text-2xl font-semibold">Sign in</h1>
      {typeof error === 'string' && <SsoFailure error={error} request={request} />}
      <SignInForm next={next} />
      {hasSso() && <SsoButton next={next} />}
      {demo && <DemoSignIn {...demo} next={next} />}
    </>
  );
}
