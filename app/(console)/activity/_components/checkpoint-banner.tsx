import type { CheckpointStatus } from '#server/services/activity/checkpoint-status';
import { Banner } from '@/components/ui/banner';
import { Time } from '@/components/ui/time';

const places: Record<CheckpointStatus['target'], string> = {
  file: 'the file for checkpoints (AUDIT_CHECKPOINT_FILE)',
  url: 'the address for checkpoints (AUDIT_CHECKPOINT_URL)',
};

/** What protects the newest entries from being cut off does not leave this machine. */
export function CheckpointBanner({ checkpoint: { target, at, problem } }: { checkpoint: CheckpointStatus }) {
  return (
    <Banner tone="warn" title={`Checkpoints of this log do not reach ${places[target]}.`}>
      {at ? (
        <>
          The last one was taken <Time instant={at} zone="UTC" as="exact" />.
        </>
      ) : (
        'None was ever taken.'
      )}{' '}
      {problem
        ? `The last attempt failed: ${problem}. Gatehouse tries again by itself.`
        : 'No worker seems to be running.'}{' '}
      Until then nobody could tell if the newest entries were removed.
    </Banner>
  );
}
