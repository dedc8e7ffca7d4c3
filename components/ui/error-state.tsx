import type { ReactNode } from 'react';
import type { Failure } from '#lib/errors';
import { ButtonLink } from './button-link.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { FailureWords } from './failure-words.tsx';

/**
 * A failure told by its code and reason. `action` is "Try again"; where the session ended it gives way to signing in.
 */
export function ErrorState({ failure, action }: { failure: Failure; action?: ReactNode }) {
  const signIn = (
    <ButtonLink href="/sign-in" variant="primary">
      Sign in again
    </ButtonLink>
  );
  return (
    <FailureWords failure={failure}>
      {(message) => (
        <FailureNotice
          message={message}
          requestId={failure.requestId}
          action={failure.code === 'step_up' ? signIn : action}
        />
      )}
    </FailureWords>
  );
}
