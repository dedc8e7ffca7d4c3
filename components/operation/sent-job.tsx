import { Sheet } from '@/components/ui/sheet';
import { AfterJob } from './after-job.tsx';
import { JobProgress } from './job-progress.tsx';

type Props = {
  title: string;
  operationId: string | null;
  /** Said where nothing had to be sent. */
  nothing: string;
  /** One of its locks is offline, or may be. */
  mayBeLate?: boolean;
  hasTasks?: boolean;
  onClose: () => void;
};

/** A job's sheet once it was accepted: what becomes of it, in the place of what was asked. */
export function SentJob({ title, operationId, nothing, mayBeLate = false, hasTasks, onClose }: Props) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="grid gap-4">
        {operationId ? (
          <JobProgress operationId={operationId} />
        ) : (
          <p role="status" className="text-lg">
            {nothing}
          </p>
        )}
        <AfterJob mayBeLate={mayBeLate} hasTasks={hasTasks} onClose={onClose} />
      </div>
    </Sheet>
  );
}
