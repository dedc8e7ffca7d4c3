import type { Failure } from '#lib/errors';
import { FailureSentence } from './failure-words.tsx';
import { RequestId } from './request-id.tsx';

/** A failure in one line where something small was to be, with the id to pass on. */
export function FailureLine({ failure }: { failure: Failure }) {
  return (
    <div className="text-sm text-stopped">
      <p role="alert">
        <FailureSentence failure={failure} />
      </p>
      <RequestId id={failure.requestId} />
    </div>
  );
}
