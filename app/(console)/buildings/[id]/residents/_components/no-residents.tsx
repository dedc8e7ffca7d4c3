import type { ResidentReading } from '#lib/schemas/resident';
import { EmptyState } from '@/components/ui/empty-state';

/** Why nobody is listed: what was never read says nothing of who lives here. */
export function NoResidents({ reading: { asOf, isReading, reason } }: { reading: ResidentReading }) {
  if (asOf !== null) return <NoneRead reason={reason} />;
  return isReading ? (
    <EmptyState kind="sync-running" title="The residents are being read">
      They appear here in a moment.
    </EmptyState>
  ) : (
    <EmptyState kind="no-data" title="The residents have not been read yet">
      Nobody knows yet whether anyone else lives here.
    </EmptyState>
  );
}

/** What failed after a sound reading does not undo it; of rows that nobody could read, any may be of somebody else. */
function NoneRead({ reason }: Pick<ResidentReading, 'reason'>) {
  if (reason === null)
    return (
      <EmptyState kind="no-data" title="No other residents">
        Everyone OpenKit calls a resident of this building is one of your users.
      </EmptyState>
    );
  return reason === 'residents_unreadable' ? (
    <EmptyState kind="no-data" title="No other residents could be read">
      Nobody knows yet whether anyone else lives here.
    </EmptyState>
  ) : (
    <EmptyState kind="no-data" title="No other residents are known">
      That is how it was when they were last read.
    </EmptyState>
  );
}
