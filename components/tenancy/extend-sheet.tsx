'use client';

import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import type { Tenant } from '#lib/schemas/unit';
import { formatExact } from '#lib/time/format';
import type { LeaseRules } from '#lib/units/lease-window';
import { leaseWindow, monthsLater } from '#lib/units/lease-window';
import { extendLease } from '#server/actions/tenancies';
import { FormFailure } from '@/components/grant-access/form-failure';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { JobProgress } from './job-progress.tsx';
import { Sentences } from './sentences.tsx';
import { useJob } from './use-job.ts';

const monthsMore = 12;

const sharingOptions = [
  { value: 'never', label: 'No' },
  { value: 'as_bundled', label: 'Yes', detail: 'But for doors that a bundle keeps from guests.' },
] as const;
type Sharing = (typeof sharingOptions)[number]['value'];

type ExtendableLease = Pick<Tenant, 'tenancyId' | 'name' | 'leaseEnd' | 'wantedDoors'> & {
  unitName: string;
  timeZone: string | null;
  rules: LeaseRules;
};

type Props = { lease: ExtendableLease; about?: 'end' | 'sharing'; onClose: () => void };

/** Another last day of a lease, or whether its doors may be shared, over all of them: twelve months more unless something else is typed. */
export default function ExtendSheet({ lease, about = 'end', onClose }: Props) {
  const now = useNow();
  const { name, unitName, rules, wantedDoors } = lease;
  const zone = lease.timeZone ?? 'UTC';
  const isEnd = about === 'end';
  const firstEnd = isEnd && lease.leaseEnd ? monthsLater(lease.leaseEnd, monthsMore) : lease.leaseEnd;
  const [leaseEnd, setLeaseEnd] = useState(firstEnd ?? '');
  const [sharing, setSharing] = useState<Sharing>('never');
  const { sent, failure, isSending, send } = useJob();
  const { end } = leaseWindow({ start: null, end: leaseEnd || null }, rules, zone, now);
  const isPast = end !== null && end <= now;

  if (sent) {
    return (
      <Sheet title={`Lease of ${unitName}: ${name}`} onClose={onClose}>
        <div className="grid gap-4">
          {sent.operationId ? (
            <JobProgress operationId={sent.operationId} />
          ) : (
            <p role="status" className="text-lg">
              The lease is noted. No door had to be changed.
            </p>
          )}
          <div>
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      </Sheet>
    );
  }
  const confirm = () =>
    send({ tenancyIds: [lease.tenancyId], leaseEnd: leaseEnd || null, sharing: isEnd ? null : sharing }, extendLease);
  return (
    <Sheet
      title={`Lease of ${unitName}: ${name}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            variant="primary"
            isPending={isSending}
            disabledReason={isPast ? 'The last day has passed.' : undefined}
            onClick={() => void confirm()}
          >
            Change {counted(wantedDoors, 'door')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        {isEnd ? (
          <TextField
            label="Last day of the lease"
            type="date"
            value={leaseEnd}
            onChange={(event) => setLeaseEnd(event.target.value)}
            error={isPast ? sentenceFor({ code: 'invalid', params: { reason: 'end_past' } }) : undefined}
            hint="Empty: no end is known, and doors stay open."
          />
        ) : (
          <RadioGroup
            label="May they share the doors with guests?"
            name="sharing"
            options={sharingOptions}
            value={sharing}
            onChange={(event) => setSharing(event.target.value === 'never' ? 'never' : 'as_bundled')}
          />
        )}
        <Sentences
          sentences={
            isEnd
              ? [
                  end === null
                    ? `${name} can open ${counted(wantedDoors, 'door')} without an end.`
                    : `${name} can open ${counted(wantedDoors, 'door')} until ${formatExact(end, zone)}.`,
                  'A door with a last day of its own, or kept longer by something else, keeps that.',
                  'Offline locks learn of it with their next sync.',
                ]
              : [
                  sharing === 'never'
                    ? `${name} can let nobody else into ${counted(wantedDoors, 'door')} from the app any more.`
                    : `${name} can let guests into ${counted(wantedDoors, 'door')} from the app.`,
                  'Guests who are in already stay until their own end. The end of the lease stays as it is.',
                  'A door kept by something else that may be shared stays so.',
                ]
          }
        />
      </div>
    </Sheet>
  );
}
