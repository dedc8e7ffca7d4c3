import { counted } from '#lib/messages/counts';
import { durationText } from '#lib/messages/openkit-words';
import type { OpenKitStatusView } from '#lib/schemas/openkit-status';
import { formatExact } from '#lib/time/format';
import { epochMs } from '#lib/time/instant';
import { FactList } from '@/components/ui/fact-list';
import { StatusMark } from '@/components/ui/status-mark';

const outcomes = {
  complete: <StatusMark status="active" word="Complete" />,
  suspect: <StatusMark status="unconfirmed" word="Suspect: nothing was removed" />,
  stopped: <StatusMark status="cancelled" word="Stopped" />,
  running: <StatusMark status="sending" word="Reading" />,
} as const;

/** What the last reading that ended took and brought. */
export function LastReading({ status: { lastSweep } }: { status: OpenKitStatusView }) {
  if (!lastSweep) return <p className="text-muted">No reading has ended yet.</p>;
  const { startedAt, finishedAt, state, calls, rows, unreadable } = lastSweep;
  return (
    <FactList
      facts={[
        { label: 'Last reading', value: outcomes[state] },
        { label: 'Ended', value: formatExact(finishedAt, 'UTC') },
        {
          label: 'Took',
          value: `${durationText(epochMs(finishedAt) - epochMs(startedAt))}, ${counted(calls, 'call')} to OpenKit`,
        },
        { label: 'Brought', value: counted(rows, 'row') },
        ...(unreadable > 0
          ? [{ label: 'Unreadable', value: `${counted(unreadable, 'row')} without an ID we could use` }]
          : []),
      ]}
    />
  );
}
