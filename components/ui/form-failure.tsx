import type { Failure } from '#lib/errors';
import { Banner } from './banner.tsx';
import { FailureWords } from './failure-words.tsx';
import { RequestId } from './request-id.tsx';

/** What went wrong with the form as a whole. Where the session ended, the way back in leaves the form as it is. */
export const FormFailure = ({ failure }: { failure: Failure }) => (
  <FailureWords failure={failure}>
    {({ title, detail, next }) => (
      <Banner tone="error" title={title}>
        {failure.code === 'step_up' ? (
          <>
            What you typed is still here.{' '}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="font-medium underline underline-offset-2">
              Sign in in a new tab
            </a>
            , then send it again.
          </>
        ) : (
          `${detail} ${next}`
        )}
        <RequestId id={failure.requestId} />
      </Banner>
    )}
  </FailureWords>
);
