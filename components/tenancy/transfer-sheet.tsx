'use client';

import { useState } from 'react';
import type { Tenant, UnitRow, UnitView } from '#lib/schemas/unit';
import { isUnreadable } from '#lib/time/day';
import { transfer } from '#server/actions/tenancies';
import { Button } from '@/components/ui/button';
import { DayField, noSuchDay } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { UnitChoice } from '@/components/unit/unit-choice';
import { SentJob } from './sent-job.tsx';
import { Sentences } from './sentences.tsx';
import { useJob } from './use-job.ts';

type Props = { unit: UnitView; tenant: Tenant; onClose: () => void };

/** "Transfer": from this unit to another today; what both leases want is left alone. */
export default function TransferSheet({ unit, tenant, onClose }: Props) {
  const [to, setTo] = useState<UnitRow | null>(null);
  const [leaseEnd, setLeaseEnd] = useState(tenant.leaseEnd ?? '');
  const { sent, failure, isSending, send } = useJob();
  const title = `Transfer ${tenant.name} from ${unit.name}`;
  if (sent) return <SentJob title={title} {...sent} nothing="Nothing had to be sent." onClose={onClose} />;
  const confirm = () =>
    to && send({ tenancyId: tenant.tenancyId, unitId: to.id, leaseEnd: leaseEnd || null }, transfer);
  return (
    <Sheet
      title={title}
      facts={unit.buildingName}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={isSending}
            disabledReason={to ? (isUnreadable(leaseEnd) ? noSuchDay : undefined) : 'Choose the unit they move to.'}
            onClick={() => void confirm()}
          >
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
        <DayField label="Last day of the new lease" isOptional value={leaseEnd} onChange={setLeaseEnd} />
        {to && (
          <Sentences
            sentences={[
              `${tenant.name} can open ${to.doors.join(', ') || 'the doors of the new unit'} at once.`,
              `${unit.doors.map(({ name }) => name).join(', ')}: revoked once OpenKit has confirmed the new home.`,
              'Doors that both leases bring stay as they are.',
              ...(to.people.length > 0 ? [`${to.people.join(', ')} already live there.`] : []),
            ]}
          />
        )}
      </div>
    </Sheet>
  );
}
