'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import { firstSeen } from '#lib/queries/first-seen';
import { unitDriftQuery, unitQuery } from '#lib/queries/units';
import type { UnitView } from '#lib/schemas/unit';
import { alignUnit } from '#server/actions/units';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { StaleBanner } from '@/components/ui/stale-banner';
import { Affected } from '@/components/unit/affected';
import { FormerTenants } from './former-tenants.tsx';
import { TenantList } from './tenant-list.tsx';
import { UnitActions } from './unit-actions.tsx';
import { UnitDoors } from './unit-doors.tsx';
import { UnitFacts } from './unit-facts.tsx';
import { UnitGuests } from './unit-guests.tsx';
import { type Job, UnitJobs } from './unit-jobs.tsx';

export type Rights = { edit: boolean; lease: boolean; grant: boolean };

/** A unit: who lives there, which doors are theirs, and the jobs of its leases. */
export function UnitScreen({ initial, rights }: { initial: UnitView; rights: Rights }) {
  const { data: unit, error } = useQuery({
    ...unitQuery(initial.id),
    initialData: initial,
    initialDataUpdatedAt: firstSeen(initial),
  });
  const [job, setJob] = useState<Job | null>(null);
  const mayLease = rights.lease && !unit.isArchived;
  return (
    <>
      <PageHeader
        title={`${unit.name}, ${unit.buildingName}`}
        facts={`${counted(unit.doors.length, 'private door')} · ${
          unit.tenants.length > 0 ? `occupied by ${counted(unit.tenants.length, 'person', 'people')}` : 'vacant'
        }`}
        action={!unit.isArchived && <UnitActions unit={unit} rights={{ ...rights, lease: mayLease }} onJob={setJob} />}
      />
      <div className="grid gap-4 pb-4 empty:hidden">
        {unit.isArchived && (
          <Banner tone="warn" title="This unit was taken out of the list. This page shows past data only." />
        )}
        {error && <StaleBanner failure={failureOf(error)} />}
        {!unit.timeZone && (
          <Banner tone="warn" title="Nobody knows the time zone of this building.">
            The days of a lease need one. Have it set in Mission Control.
          </Banner>
        )}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-8">
          {!unit.isArchived && (
            <Affected
              noun="unit"
              drift={unitDriftQuery(unit.id)}
              mayAlign={rights.edit}
              align={(intentId) => alignUnit({ intentId, unitId: unit.id })}
            />
          )}
          <TenantList unit={unit} mayLease={mayLease} mayInvite={rights.grant} onJob={setJob} />
          <UnitGuests unit={unit} />
          <UnitDoors unit={unit} />
          <FormerTenants unit={unit} />
        </div>
        <UnitFacts unit={unit} />
      </div>
      <UnitJobs unit={unit} job={job} onClose={() => setJob(null)} />
    </>
  );
}
