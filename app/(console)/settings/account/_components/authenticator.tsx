'use client';

import { useState } from 'react';
import { renewRecoveryCodes } from '#server/actions/authenticator';
import { RecoveryCodes } from '@/components/account/recovery-codes';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { showFailure } from '@/components/ui/show-failure';
import { StatusMark } from '@/components/ui/status-mark';

/** Whether the account has an authenticator, how to get one, and new recovery codes. */
export function Authenticator({ hasAuthenticator }: { hasAuthenticator: boolean }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [isPending, setPending] = useState(false);

  if (!hasAuthenticator) {
    return (
      <div className="grid justify-items-start gap-3">
        <p className="text-muted">None yet: your password alone lets you in.</p>
        <ButtonLink href="/authenticator?callbackUrl=/settings/account">Set up an authenticator</ButtonLink>
      </div>
    );
  }

  const renew = async () => {
    setPending(true);
    const answer = await withStepUp(() => renewRecoveryCodes({}));
    setPending(false);
    if (answer.ok) setCodes(answer.value);
    else showFailure(answer.error);
  };

  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
  return (
    <div className="grid justify-items-start gap-3">
      <StatusMark status="active" word="Set up" />
      <Button isPending={isPending} onClick={() => void renew()}>
        Make new recovery codes
      </Button>
      <p className="text-sm text-muted">
        The codes you have then stop working. If your phone is lost, an owner can reset the authenticator.
      </p>
    </div>
  );
}
