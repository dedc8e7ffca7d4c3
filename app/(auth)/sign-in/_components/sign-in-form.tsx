'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { TextField } from '@/components/ui/text-field';
import { CodeForm } from './code-form.tsx';
import { useSignIn } from './use-sign-in.ts';

type Typed = { email: string; password: string };

export function SignInForm({ next }: { next: string }) {
  const { submit, isPending, failure } = useSignIn(next);
  const password = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState<Typed | null>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const form = new FormData(event.currentTarget);
    const typed = { email: String(form.get('email')), password: String(form.get('password')) };
    const outcome = await submit(typed);
    if (outcome === 'code') setWaiting(typed);
    if (outcome === 'refused') password.current?.select();
  }

  const banner = failure && <FormFailure failure={failure} />;
  if (waiting) {
    return (
      <CodeForm
        isPending={isPending}
        onSubmit={(code) => submit({ ...waiting, code })}
        onBack={() => setWaiting(null)}
        banner={banner}
      />
    );
  }
  return (
    // Posting keeps the password out of the address when the form is sent before the script runs.
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      {banner}
      <TextField label="Email" name="email" type="email" autoComplete="username" required maxLength={320} />
      <TextField
        ref={password}
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={1024}
      />
      <Button type="submit" variant="primary" isPending={isPending}>
        Sign in
      </Button>
    </form>
  );
}
