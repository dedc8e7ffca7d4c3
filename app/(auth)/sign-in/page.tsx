import type { Metadata } from 'next';
import { offeredAccounts } from '#server/auth/demo-accounts';
import { returnPath } from '#server/auth/redirects';
import { DemoSignIn } from './_components/demo-sign-in.tsx';
import { SignInForm } from './_components/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const next = returnPath((await searchParams).callbackUrl);
  const demo = offeredAccounts();
  return (
    <>
      <h1 className="text-2xl font-semibold">Sign in</h1>
      <SignInForm next={next} />
      {demo && <DemoSignIn {...demo} next={next} />}
    </>
  );
}
