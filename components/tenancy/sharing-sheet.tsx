'use client';

import { useState } from 'react';
import { noneReached } from '#lib/messages/tenancy-words';
import { RadioGroup } from '@/components/ui/radio-group';
import { type ChangeableLease, doorsReached, LeaseChangeSheet } from './lease-change-sheet.tsx';

const options = [
  { value: 'never', label: 'No' },
  { value: 'as_bundled', label: 'Yes', detail: 'Except doors that a bundle keeps from guests.' },
] as const;
type Sharing = (typeof options)[number]['value'];

const sharingSentence = (name: string, doors: string, sharing: Sharing): string =>
  sharing === 'never'
    ? `${name} can no longer let anyone else into ${doors} from the app.`
    : `${name} can let guests into ${doors} from the app.`;

/** Whether the doors of a lease may be shared with guests. */
export default function SharingSheet({ lease, onClose }: { lease: ChangeableLease; onClose: () => void }) {
  const [sharing, setSharing] = useState<Sharing>('never');
  const doors = doorsReached(lease);
  return (
    <LeaseChangeSheet
      lease={lease}
      change={{ sharing }}
      sentences={[
        doors === null ? noneReached : sharingSentence(lease.name, doors, sharing),
        'Guests who are in already stay until their own end. The end of the lease and of each door stays as it is.',
        'A door that may be shared for another reason stays so.',
      ]}
      onClose={onClose}
    >
      <RadioGroup
        label="May they share the doors with guests?"
        name="sharing"
        options={options}
        value={sharing}
        onChange={(event) => setSharing(event.target.value === 'never' ? 'never' : 'as_bundled')}
      />
    </LeaseChangeSheet>
  );
}
