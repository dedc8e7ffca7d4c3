import type { ReactNode } from 'react';
import type { Failure } from '#lib/errors';
import { Banner } from './banner.tsx';
import { FailureWords } from './failure-words.tsx';
import { RequestId } from './request-id.tsx';

/** Over what is still shown when looking again failed: why, how old it may be, the id to pass on. */
export function StaleBanner({
  failure,
  children = 'What you see may be old.',
}: {
  failure: Failure;
  children?: ReactNode;
}) {
  return (
    <FailureWords failure={failure}>
      {({ title }) => (
        <Banner tone="warn" title={title}>
          {children}
          <RequestId id={failure.requestId} />
        </Banner>
      )}
    </FailureWords>
  );
}
