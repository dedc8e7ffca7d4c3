import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { JobProgress } from './job-progress.tsx';

type Props = {
  title: string;
  operationId: string | null;
  /** Said where nothing had to be sent. */
  nothing: string;
  onClose: () => void;
};

/** A job's sheet once it was accepted: what becomes of it, in the place of what was asked. */
export function SentJob({ title, operationId, nothing, onClose }: Props) {
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
        <div>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Sheet>
  );
}
