import type { Metadata } from 'next';
import { connection } from 'next/server';
import { SetUpForm } from './_components/set-up-form.tsx';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetUpPage() {
  // Rendered for each request: only then do its scripts carry the nonce.
  await connection();
  return (
    <>
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold">Set up Gatehouse</h1>
        <p className="text-muted">You become its owner: you see everything and invite the others.</p>
      </div>
      <SetUpForm />
    </>
  );
}
