import type { Metadata } from 'next';
import { connection } from 'next/server';
import { hasSso } from '#server/auth/sso-provider';
import { ChoosePasswordForm } from './_components/choose-password-form.tsx';

export const metadata: Metadata = { title: 'Choose a password' };

export default async function ChoosePasswordPage() {
  // Rendered for each request: only then do its scripts carry the nonce.
  await connection();
  return (
    <>
      <h1 className="text-2xl font-semibold">Choose a password</h1>
      <ChoosePasswordForm hasSso={hasSso()} />
    </>
  );
}
