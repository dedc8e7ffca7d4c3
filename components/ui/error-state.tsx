import type { ReactNode } from 'react';
import type { Failure } from '#lib/errors';
import { messageFor } from '#lib/messages/message-for';
import { ButtonLink } from './button-link.tsx';
import { FailureNotice } from './failure-notice.tsx';

/** A failure told by its code and reason. `action` is "Try again"; where the session ended it gives way to signing in. */
export function ErrorState({ failure, action }: { failure: Failure; action?: ReactNode }) {
  const signIn = (
    <ButtonLink href="/sign-in" variant="primary">
      Sign in again
    </ButtonLink>
  );
  return (
    <FailureNotice
      message={messageFor(failure)}
      requestId={failure.requestId}
      action={failure.code === 'step_up' ? signIn : action}
    />
  );
}
