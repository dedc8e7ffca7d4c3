'use client';

import { useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import { formatExact } from '#lib/time/format';
import { monthsLater } from '#lib/units/lease-window';
import { TextField } from '@/components/ui/text-field';
import { type ChangeableLease, doorsReached, LeaseChangeSheet, useLeaseEnd } from './lease-change-sheet.tsx';

const monthsMore = 12;

/** Another last day of a lease, over all of its doors: twelve months more unless something else is typed. */
export default function ExtendSheet({ lease, onClose }: { lease: ChangeableLease; onClose: () => void }) {
  const [leaseEnd, setLeaseEnd] = useState(lease.leaseEnd ? monthsLater(lease.leaseEnd, monthsMore) : '');
  const { end, isPast } = useLeaseEnd(lease, leaseEnd);
  const opens = `${lease.name} can open ${doorsReached(lease)}`;
  return (
    <LeaseChangeSheet
      lease={lease}
      change={{ leaseEnd: leaseEnd || null, sharing: null }}
      isPast={isPast}
      sentences={[
        end === null ? `${opens} without an end.` : `${opens} until ${formatExact(end, lease.timeZone ?? 'UTC')}.`,
        'A door with a last day of its own, or kept longer by something else, keeps that.',
        'Offline locks learn of it with their next sync.',
      ]}
      onClose={onClose}
    >
      <TextField
        label="Last day of the lease"
        type="date"
        value={leaseEnd}
        onChange={(event) => setLeaseEnd(event.target.value)}
        error={isPast ? sentenceFor({ code: 'invalid', params: { reason: 'end_past' } }) : undefined}
        hint="Empty: no end is known, and doors stay open."
      />
    </LeaseChangeSheet>
  );
}
