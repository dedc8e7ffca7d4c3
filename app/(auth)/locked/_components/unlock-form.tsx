'use client';

import { type FormEvent, useRef, useState } from 'react';
import type { Message } from '#lib/messages/message';
import { messageFor } from '#lib/messages/message-for';
import { unlockScreen } from '#server/actions/proof';
import { signOut } from '#server/actions/sign-out';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

/** The same person goes on where they were; anyone else signs in with their own account. */
export function UnlockForm({ email, next }: { email: string; next: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !field.current) return;
    setPending(true);
    setMessage(null);
    const answer = await unlockScreen({ kind: 'password', value: field.current.value }).catch(() => null);
    if (answer?.ok) return window.location.assign(next);
    setPending(false);
    setMessage(messageFor(answer?.error ?? { code: 'unavailable', params: {} }));
    field.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {message && (
        <Banner tone="error" title={message.title}>
          {message.next}
        </Banner>
      )}
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
        <Button variant="quiet" onClick={() => void signOut()}>
          Sign in as somebody else
        </Button>
      </div>
    </form>
  );
}
