'use client';

import { useState } from 'react';
import { noneReached } from '#lib/messages/tenancy-words';
import { untilText } from '#lib/messages/window-words';
import { isUnreadable } from '#lib/time/day';
import { monthsLater } from '#lib/units/lease-window';
import { DayField } from '@/components/ui/day-field';
import { type ChangeableLease, doorsReached, LeaseChangeSheet, useLeaseEnd } from './lease-change-sheet.tsx';

const monthsMore = 12;

/** Another last day of a lease, over all of its doors: twelve months more unless something else is typed. */
export default function ExtendSheet({ lease, onClose }: { lease: ChangeableLease; onClose: () => void }) {
  const [leaseEnd, setLeaseEnd] = useState(lease.leaseEnd ? monthsLater(lease.leaseEnd, monthsMore) : '');
  const { end, problem } = useLeaseEnd(lease, leaseEnd);
  const doors = doorsReached(lease);
  const says = doors ? `${lease.name} can open ${doors} ${untilText(end, lease.timeZone)}.` : noneReached;
  return (
    <LeaseChangeSheet
      lease={lease}
      change={{ leaseEnd: leaseEnd || null, seenEnd: lease.leaseEnd, sharing: null }}
      problem={problem}
      sentences={[
        ...(isUnreadable(leaseEnd) ? [] : [says]),
        'A door with a last day of its own, or kept longer by something else, keeps that.',
        'Guests whom you let in for them stay no longer than they do.',
        'Offline locks learn of it with their next sync.',
      ]}
      onClose={onClose}
    >
      <DayField
        label="Last day of the lease"
        value={leaseEnd}
        onChange={setLeaseEnd}
        // While a day is typed it cannot be read yet: the field says so itself when it is left.
        error={isUnreadable(leaseEnd) ? undefined : problem}
        hint="Empty: no end is known, and doors stay open."
      />
    </LeaseChangeSheet>
  );
}
