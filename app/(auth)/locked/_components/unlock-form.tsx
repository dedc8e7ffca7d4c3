'use client';

import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import { unlockScreen } from '#server/actions/proof';
import { leave } from '@/components/account/leave';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { TextField } from '@/components/ui/text-field';

/** The same person goes on where they were; anyone else signs in with their own account. */
export function UnlockForm({ email, next }: { email: string; next: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !field.current) return;
    setPending(true);
    setFailure(null);
    const answer = await ask(unlockScreen({ kind: 'password', value: field.current.value }));
    if (answer.ok) return window.location.assign(next);
    setPending(false);
    setFailure(answer.error);
    field.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {failure && <FormFailure failure={failure} />}
      {/* For password managers: whose password this is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        ref={field}
        label="Password"
        type="password"
        autoComplete="current-password"
        autoFocus
        required
        maxLength={1000}
      />
      <div className="grid gap-2">
        <Button type="submit" variant="primary" isPending={isPending}>
          Unlock
        </Button>
        <Button variant="quiet" onClick={() => void leave()}>
          Sign in as someone else
        </Button>
      </div>
    </form>
  );
}
