'use client';

import type { Tenant, UnitView } from '#lib/schemas/unit';
import { archiveUnit } from '#server/actions/units';
import { InviteSheet } from '@/components/guest/lazy-invite-sheet';
import { ExtendSheet, MoveInSheet, MoveOutSheet, SharingSheet, TransferSheet } from '@/components/tenancy/lazy-sheets';
import { onDemand } from '@/components/ui/on-demand';
import { TakeOut } from '@/components/unit/take-out';

const ClearSheet = onDemand(() => import('./clear-sheet.tsx'));
const RulesSheet = onDemand(() => import('./rules-sheet.tsx'));
const UnitSheet = onDemand(() => import('@/components/unit/unit-sheet'));

/** What is being done on a unit's page. */
export type Job =
  | { kind: 'move_in' | 'edit' | 'archive' | 'rules' | 'clear' }
  | { kind: 'move_out'; tenants: readonly Tenant[] }
  | { kind: 'extend' | 'sharing' | 'transfer' | 'invite'; tenant: Tenant };

type Props = { unit: UnitView; job: Job | null; onClose: () => void };

/** The sheet of the job that was opened. */
export function UnitJobs({ unit, job, onClose }: Props) {
  switch (job?.kind) {
    case undefined:
      return null;
    case 'move_in':
      return <MoveInSheet unitId={unit.id} onClose={onClose} />;
    case 'edit':
      return <UnitSheet unit={unit} buildingId={unit.buildingId} onClose={onClose} />;
    case 'rules':
      return <RulesSheet unit={unit} onClose={onClose} />;
    case 'clear':
      return <ClearSheet unit={unit} onClose={onClose} />;
    case 'archive':
      return (
        <TakeOut
          name={unit.name}
          says="Its doors stay as they are."
          archive={() => archiveUnit({ unitId: unit.id })}
          list="/units"
          onClose={onClose}
        />
      );
    case 'move_out':
      return (
        <MoveOutSheet
          tenancyIds={job.tenants.map(({ tenancyId }) => tenancyId)}
          unitName={unit.name}
          timeZone={unit.timeZone}
          onClose={onClose}
        />
      );
    case 'extend':
      return <ExtendSheet lease={leaseOf(unit, job.tenant)} onClose={onClose} />;
    case 'sharing':
      return <SharingSheet lease={leaseOf(unit, job.tenant)} onClose={onClose} />;
    case 'invite':
      return (
        <InviteSheet unitId={unit.id} tenancyId={job.tenant.tenancyId} buildingId={unit.buildingId} onClose={onClose} />
      );
    case 'transfer':
      return <TransferSheet unit={unit} tenant={job.tenant} onClose={onClose} />;
  }
}

const leaseOf = ({ name, timeZone, rules }: UnitView, tenant: Tenant) => ({
  ...tenant,
  unitName: name,
  timeZone,
  rules,
});
