import { signIn } from 'next-auth/react';
import { useState } from 'react';
import type { Message } from '#lib/messages/message';
import { messageFor } from '#lib/messages/message-for';

type Credentials = { email: string; password: string; code?: string };

/** What became of a try: in, or asked for the authenticator's code, or not. */
type Outcome = 'in' | 'code' | 'refused';

/** Signs in and goes to `next`; otherwise says why not. `isPending` stays true while the next page loads. */
export function useSignIn(next: string) {
  const [message, setMessage] = useState<Message | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(credentials: Credentials): Promise<Outcome> {
    setPending(true);
    setMessage(null);
    const error = await signIn('credentials', { ...credentials, redirect: false }).then(
      (answer) => answer?.error,
      () => 'unavailable',
    );
    // A full load: nothing of whoever sat here before stays in memory.
    if (!error) {
      window.location.assign(next);
      return 'in';
    }
    setPending(false);
    if (error === 'code_required') return 'code';
    setMessage(messageOf(error));
    return 'refused';
  }

  return { submit, isPending, message };
}

const known = ['sign_in_refused', 'limited_sign_in', 'code_wrong'];

const messageOf = (reason: string): Message =>
  known.includes(reason)
    ? messageFor({ code: 'refused', params: { reason } })
    : messageFor({ code: 'unavailable', params: {} });
