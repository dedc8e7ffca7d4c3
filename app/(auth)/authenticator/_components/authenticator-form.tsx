'use client';

import { useState } from 'react';
import type { Failure } from '#lib/errors';
import type { AuthenticatorStart } from '#lib/schemas/authenticator';
import { startAuthenticator } from '#server/actions/authenticator';
import { RecoveryCodes } from '@/components/account/recovery-codes';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { FormFailure } from '@/components/ui/form-failure';
import { StatusMark } from '@/components/ui/status-mark';
import { FirstCode } from './first-code.tsx';

/** Three steps: begin, show the secret and take the first code, keep the recovery codes. */
export function AuthenticatorForm({ next, isSetUp }: { next: string; isSetUp: boolean }) {
  const [start, setStart] = useState<AuthenticatorStart | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);

  const begin = async () => {
    setPending(true);
    const answer = await withStepUp(() => startAuthenticator({}));
    setPending(false);
    if (answer.ok) setStart(answer.value);
    else setFailure(answer.error);
  };

  if (codes) return <RecoveryCodes codes={codes} onKept={() => window.location.assign(next)} />;
  if (isSetUp) {
    return (
      <div className="grid justify-items-start gap-4">
        <StatusMark status="active" word="Your authenticator is set up" />
        <ButtonLink href={next}>Continue</ButtonLink>
      </div>
    );
  }
  if (start) return <FirstCode start={start} onDone={setCodes} />;
  return (
    <div className="grid gap-4">
      {failure && <FormFailure failure={failure} />}
      <p>
        You need an authenticator app on your phone: the one your company uses, or any that shows six digits every 30
        seconds.
      </p>
      <Button variant="primary" isPending={isPending} onClick={() => void begin()}>
        Begin
      </Button>
    </div>
  );
}
