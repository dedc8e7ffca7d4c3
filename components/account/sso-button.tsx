'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

type Props = {
  /** Where to go afterwards, on our own origin. */
  next: string;
  /** What has to be done before the browser leaves; false keeps it here. */
  prepare?: () => Promise<boolean>;
};

/** Goes to the single sign-on provider and comes back signed in. */
export function SsoButton({ next, prepare }: Props) {
  const [isPending, setPending] = useState(false);
  const go = async () => {
    setPending(true);
    const isReady = prepare ? await prepare() : true;
    if (isReady) await signIn('sso', { callbackUrl: next });
    else setPending(false);
  };
  return (
    <Button isPending={isPending} onClick={() => void go()}>
      Continue with single sign-on
    </Button>
  );
}
