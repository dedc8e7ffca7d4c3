import { counted } from '#lib/messages/counts';
import type { SyncSettings } from '#lib/schemas/sync';
import { FactList } from '@/components/ui/fact-list';

/** Cadence and budget for those who may not change them. */
export function CadenceFacts({ cadence: { intervalMinutes, callsPerSecond } }: { cadence: SyncSettings }) {
  return (
    <FactList
      facts={[
        {
          label: 'Reads',
          value: intervalMinutes === 0 ? 'Only when asked' : `Every ${counted(intervalMinutes, 'minute')}`,
        },
        { label: 'Calls', value: `${callsPerSecond.toLocaleString('en')} a second at most` },
      ]}
    />
  );
}
