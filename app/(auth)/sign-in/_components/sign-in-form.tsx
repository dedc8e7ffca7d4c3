'use client';

import { type FormEvent, useRef } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { useSignIn } from './use-sign-in.ts';

export function SignInForm({ next }: { next: string }) {
  const { submit, isPending, message } = useSignIn(next);
  const password = useRef<HTMLInputElement>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const typed = new FormData(event.currentTarget);
    const isDone = await submit({ email: String(typed.get('email')), password: String(typed.get('password')) });
    if (!isDone) password.current?.select();
  }

  return (
    // Posting keeps the password out of the address when the form is sent before the script runs.
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      {message && (
        <Banner tone="error" title={message.title}>
          {message.next}
        </Banner>
      )}
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
