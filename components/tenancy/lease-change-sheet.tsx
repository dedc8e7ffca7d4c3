import type { ReactNode } from 'react';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import { leftAlone, notGiven } from '#lib/messages/tenancy-words';
import type { ExtendLeaseInput } from '#lib/schemas/tenancy';
import type { Tenant } from '#lib/schemas/unit';
import { isUnreadable, parseLocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { type LeaseRules, leaseWindow } from '#lib/units/lease-window';
import { extendLease } from '#server/actions/tenancies';
import { SentJob } from '@/components/operation/sent-job';
import { useJob } from '@/components/operation/use-job';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';

export type ChangeableLease = Pick<
  Tenant,
  'tenancyId' | 'name' | 'leaseEnd' | 'wantedDoors' | 'waitingDoors' | 'doubledDoors'
> & {
  unitName: string;
  timeZone: string | null;
  rules: LeaseRules;
};

/** "5 doors": those of a lease that a change reaches; null = none. */
export function doorsReached({ wantedDoors, waitingDoors, doubledDoors }: ChangeableLease): string | null {
  const reached = wantedDoors - waitingDoors - doubledDoors.length;
  return reached > 0 ? counted(reached, 'door') : null;
}

/** When a lease with this last day ends (null = no end is known), and what is wrong with that. */
export function useLeaseEnd({ rules, timeZone }: ChangeableLease, lastDay: string) {
  const now: Instant = useNow();
  const { end } = leaseWindow({ start: null, end: parseLocalDate(lastDay) }, rules, timeZone ?? 'UTC', now);
  const isPast = end !== null && end <= now;
  const reason = isUnreadable(lastDay) ? 'date_invalid' : isPast ? 'end_past' : null;
  return { end, problem: reason === null ? undefined : sentenceFor({ code: 'invalid', params: { reason } }) };
}

type Props = {
  lease: ChangeableLease;
  change: Pick<ExtendLeaseInput, 'leaseEnd' | 'seenEnd' | 'sharing'>;
  /** Why it cannot be sent. */
  problem?: string | undefined;
  /** What will follow. */
  sentences: readonly string[];
  children: ReactNode;
  onClose: () => void;
};

/**
 * One change to a lease over all of its doors: what is asked, what will follow, one confirmation, then the progress.
 */
export function LeaseChangeSheet({ lease, change, problem, sentences, children, onClose }: Props) {
  const { sent, failure, isSending, send } = useJob();
  const title = `Lease of ${lease.unitName}: ${lease.name}`;
  if (sent) {
    return (
      <SentJob title={title} {...sent} nothing="The lease is noted. No door had to be changed." onClose={onClose} />
    );
  }
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            variant="primary"
            isPending={isSending}
            disabledReason={problem}
            onClick={() => void send({ tenancyIds: [lease.tenancyId], ...change }, extendLease)}
          >
            Change {doorsReached(lease) ?? 'the lease'}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        {children}
        <Sentences sentences={[...sentences, ...notGiven(lease.waitingDoors), ...leftAlone(lease.doubledDoors)]} />
      </div>
    </Sheet>
  );
}
