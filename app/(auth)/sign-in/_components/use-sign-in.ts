import { signIn } from 'next-auth/react';
import { useState } from 'react';
import type { Message } from '#lib/messages/message';
import { messageFor } from '#lib/messages/message-for';

type Credentials = { email: string; password: string };

/** Signs in and goes to `next`; otherwise says why not. `isPending` stays true while the next page loads. */
export function useSignIn(next: string) {
  const [message, setMessage] = useState<Message | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(credentials: Credentials): Promise<boolean> {
    setPending(true);
    setMessage(null);
    const error = await signIn('credentials', { ...credentials, redirect: false }).then(
      (answer) => answer?.error,
      () => 'unavailable',
    );
    // A full load: nothing of whoever sat here before stays in memory.
    if (!error) window.location.assign(next);
    else {
      setPending(false);
      setMessage(messageOf(error));
    }
    return !error;
  }

  return { submit, isPending, message };
}

const messageOf = (reason: string): Message =>
  reason === 'sign_in_refused' || reason === 'limited_sign_in'
    ? messageFor({ code: 'refused', params: { reason } })
    : messageFor({ code: 'unavailable', params: {} });
