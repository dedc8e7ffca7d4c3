import { versionWords } from '#lib/messages/conflict-words';
import type { OperationDoor } from '#lib/schemas/operation';
import { ReasonSentence } from '@/components/ui/failure-words';

/** Why a door stands as it does; where the access was changed meanwhile, all versions of it. */
export function DoorReason({ door }: { door: OperationDoor }) {
  const { reason, conflict, timeZone } = door;
  if (!reason) return null;
  return (
    <div className="text-sm break-words whitespace-normal text-muted">
      <p>
        <ReasonSentence reason={reason} />
      </p>
      {conflict && (
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
          <dt>When it was asked for</dt>
          <dd>{versionWords(conflict.expected, timeZone)}</dd>
          <dt>Now</dt>
          <dd className="font-medium text-ink">{versionWords(conflict.found, timeZone)}</dd>
          <dt>With the change</dt>
          <dd>{versionWords(conflict.wanted, timeZone)}</dd>
        </dl>
      )}
    </div>
  );
}
