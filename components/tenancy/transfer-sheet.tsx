'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { heldSentences } from '#lib/messages/grant-words';
import { leftAlone, transferSentences } from '#lib/messages/tenancy-words';
import { unitQuery } from '#lib/queries/units';
import type { Tenant, UnitRow, UnitView } from '#lib/schemas/unit';
import { isUnreadable, parseLocalDate } from '#lib/time/day';
import { leaseWindow } from '#lib/units/lease-window';
import { transfer } from '#server/actions/tenancies';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { DayField, noSuchDay } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { UnitChoice } from '@/components/unit/unit-choice';
import { SentJob } from './sent-job.tsx';
import { Sentences } from './sentences.tsx';
import { useHeldDoors } from './use-held-doors.ts';
import { useJob } from './use-job.ts';

type Props = { unit: UnitView; tenant: Tenant; onClose: () => void };

/** "Transfer": from this unit to another today; what both leases want is left alone. */
export default function TransferSheet({ unit, tenant, onClose }: Props) {
  const [to, setTo] = useState<UnitRow | null>(null);
  const [leaseEnd, setLeaseEnd] = useState(tenant.leaseEnd ?? '');
  const { sent, failure, isSending, send } = useJob();
  const now = useNow();
  const zone = unit.timeZone ?? 'UTC';
  const { end } = leaseWindow({ start: null, end: parseLocalDate(leaseEnd) }, unit.rules, zone, now);
  const { data: next } = useQuery({ ...unitQuery(to?.id ?? ''), enabled: to !== null });
  const { held, doubled } = useHeldDoors(
    tenant.personId,
    (next?.doors ?? []).map(({ id }) => id).filter((id) => !unit.doors.some((door) => door.id === id)),
  );
  const isKnown = [...held.map(({ doorName }) => doorName), ...doubled];
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
              ...transferSentences({
                name: tenant.name,
                newDoors: to.doors.filter((name) => !isKnown.includes(name)),
                oldDoors: unit.doors.map(({ name }) => name).filter((name) => !to.doors.includes(name)),
                newEnd: leaseEnd === (tenant.leaseEnd ?? '') ? null : { at: end, zone },
                people: to.people,
                hasNoEmail: tenant.hasNoEmail,
              }),
              ...heldSentences(held, () => ({ end, shareable: true })),
              ...leftAlone([...new Set([...tenant.doubledDoors, ...doubled])]),
            ]}
          />
        )}
      </div>
    </Sheet>
  );
}
