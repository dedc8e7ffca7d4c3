'use client';

import { useState } from 'react';
import { roleNames } from '#lib/messages/role-names';
import type { Role } from '#lib/permissions';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { useSignIn } from './use-sign-in.ts';

type Account = { role: Role; name: string; email: string };

/** The sandbox's accounts, one press each. */
export function DemoSignIn({ accounts, password, next }: { accounts: Account[]; password: string; next: string }) {
  const { submit, isPending, failure } = useSignIn(next);
  const [pressed, setPressed] = useState('');

  function press(email: string) {
    if (isPending) return;
    setPressed(email);
    void submit({ email, password });
  }

  return (
    <section aria-labelledby="demo-accounts" className="grid gap-3 border-t border-line pt-6">
      <h2 id="demo-accounts" className="font-semibold">
        Sandbox accounts
      </h2>
      <p className="text-sm text-muted">
        The password of each is <code className="text-ink">{password}</code>
      </p>
      {failure && <FormFailure failure={failure} />}
      <ul className="grid gap-2">
        {accounts.map(({ role, name, email }) => (
          <li key={email} className="flex items-center justify-between gap-3">
            <span className="min-w-0 text-sm">
              <span className="block font-medium">{roleNames[role]}</span>
              <span className="block truncate text-muted">{email}</span>
            </span>
            <Button
              isPending={isPending && pressed === email}
              onClick={() => press(email)}
              aria-label={`Sign in as ${name}`}
            >
              Sign in
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
