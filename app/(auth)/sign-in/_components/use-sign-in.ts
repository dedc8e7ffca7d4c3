import { signIn } from 'next-auth/react';
import { useState } from 'react';
import type { Failure } from '#lib/errors';

type Credentials = { email: string; password: string; code?: string };

/** What became of a try: in, or asked for the authenticator's code, or not. */
type Outcome = 'in' | 'code' | 'refused';

/** Signs in and goes to `next`; otherwise says why not. `isPending` stays true while the next page loads. */
export function useSignIn(next: string) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(credentials: Credentials): Promise<Outcome> {
    setPending(true);
    setFailure(null);
    const error = await signIn('credentials', { ...credentials, redirect: false }).then(
      (answer) => answer?.error,
      () => 'offline',
    );
    // A full load: nothing of whoever sat here before stays in memory.
    if (!error) {
      window.location.assign(next);
      return 'in';
    }
    setPending(false);
    const [reason = '', requestId = ''] = error.split(' ');
    if (reason === 'code_required') return 'code';
    setFailure(failureOf(reason, requestId));
    return 'refused';
  }

  return { submit, isPending, failure };
}

const known = ['sign_in_refused', 'limited_sign_in', 'code_wrong', 'offline'];

const failureOf = (reason: string, requestId: string): Failure =>
  known.includes(reason)
    ? { code: 'refused', params: { reason }, requestId }
    : { code: 'unavailable', params: {}, requestId };
