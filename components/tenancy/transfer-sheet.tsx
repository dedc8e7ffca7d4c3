'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mayBeLate } from '#lib/messages/late-locks';
import { transferSentences } from '#lib/messages/tenancy-words';
import { failureOf } from '#lib/queries/fetch-json';
import { transferPreview } from '#lib/queries/tenancies';
import type { TransferPreview } from '#lib/schemas/tenancy';
import type { Tenant, UnitRow, UnitView } from '#lib/schemas/unit';
import { isUnreadable } from '#lib/time/day';
import { transfer } from '#server/actions/tenancies';
import { SentJob } from '@/components/operation/sent-job';
import { useJob } from '@/components/operation/use-job';
import { Button } from '@/components/ui/button';
import { DayField, noSuchDay } from '@/components/ui/day-field';
import { ErrorState } from '@/components/ui/error-state';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { usePaused } from '@/components/ui/use-paused';
import { UnitChoice } from '@/components/unit/unit-choice';

type Props = { unit: UnitView; tenant: Tenant; onClose: () => void };

/** "Transfer": from this unit to another today; what that gives, takes and leaves is said before it is confirmed. */
export default function TransferSheet({ unit, tenant, onClose }: Props) {
  const [to, setTo] = useState<UnitRow | null>(null);
  const [leaseEnd, setLeaseEnd] = useState(tenant.leaseEnd ?? '');
  const restedEnd = usePaused(leaseEnd);
  const { sent, failure, isSending, send } = useJob();
  const isRested = leaseEnd === restedEnd;
  const isAsked = to !== null && !isUnreadable(leaseEnd);
  const preview = useQuery({
    ...transferPreview({ tenancyId: tenant.tenancyId, unitId: to?.id ?? '', leaseEnd: restedEnd }),
    enabled: isAsked && isRested && !sent,
  });
  // Of another day than the one that stands there it says nothing.
  const shown = isRested ? preview.data : undefined;
  const refused = isRested && preview.isError ? failureOf(preview.error) : null;
  const isAboutEnd = refused?.field === 'leaseEnd';
  const title = `Transfer ${tenant.name} from ${unit.name}`;
  if (sent)
    return (
      <SentJob
        title={title}
        {...sent}
        nothing="The lease has moved. No door had to be sent to OpenKit."
        mayBeLate={shown !== undefined && mayBeLate(locksOf(shown))}
        hasTasks
        onClose={onClose}
      />
    );
  const confirm = () =>
    to && send({ tenancyId: tenant.tenancyId, unitId: to.id, leaseEnd: leaseEnd || null }, transfer);
  const obstacle = () => {
    if (!to) return 'Choose the unit they move to.';
    if (isUnreadable(leaseEnd)) return noSuchDay;
    if (refused && !shown) return 'This cannot be done as it is: the reason is said above.';
    return shown ? undefined : 'What this does is being read.';
  };
  return (
    <Sheet
      title={title}
      facts={unit.buildingName}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" isPending={isSending} disabledReason={obstacle()} onClick={() => void confirm()}>
            {to ? `Transfer to ${to.name}` : 'Transfer'}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        <UnitChoice
          label="To which unit?"
          buildingId={unit.buildingId}
          exceptId={unit.id}
          chosen={to}
          onChoose={setTo}
        />
        <DayField
          label="Last day of the new lease"
          isOptional
          value={leaseEnd}
          onChange={setLeaseEnd}
          error={isAboutEnd ? refused : undefined}
        />
        {refused && !isAboutEnd && (
          <ErrorState failure={refused} action={<Button onClick={() => void preview.refetch()}>Try again</Button>} />
        )}
        {isAsked && !shown && !refused && <SkeletonRows count={4} />}
        {to && shown && <Sentences sentences={transferSentences(shown, to.people)} />}
      </div>
    </Sheet>
  );
}

const isSent = ['given', 'changed', 'revoked'];

/** The doors that it changes something about. */
const locksOf = ({ doors, guestsAlone, guestsKept, guestsUntil, guestsTooLate }: TransferPreview) => [
  ...doors.filter(({ becomes }) => isSent.includes(becomes)),
  ...[guestsAlone, guestsKept, guestsUntil, guestsTooLate].flat(),
];
