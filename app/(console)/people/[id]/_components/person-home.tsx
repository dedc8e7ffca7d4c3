'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { fullName } from '#lib/names';
import type { PersonView } from '#lib/schemas/person';
import type { PersonHome as Home, PersonLease } from '#lib/schemas/person-home';
import { formatLocalDate } from '#lib/time/format';
import { ExtendSheet, MoveOutSheet } from '@/components/tenancy/lazy-sheets';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ChangeEmailSheet, LostPhoneSheet } from './lazy-job-sheets.ts';

type Job = { kind: 'lost_phone' | 'email' } | { kind: 'extend' | 'move_out'; lease: PersonLease };
type Props = {
  person: PersonView;
  /** Undefined while it is not known. */
  home: Home | undefined;
  failure: Failure | null;
  rights: { lease: boolean; revoke: boolean; grant: boolean };
};

/** Where they live, and what can be done when something about them changes. */
export function PersonHome({ person, home, failure, rights }: Props) {
  const [job, setJob] = useState<Job | null>(null);
  const name = fullName(person);
  const close = () => setJob(null);
  return (
    <section aria-labelledby="home" className="grid min-w-0 gap-3">
      <h2 id="home" className="font-semibold">
        Home and changes
      </h2>
      {failure && <FailureLine failure={failure} />}
      {!home && !failure && <SkeletonRows count={1} />}
      {home && <Leases leases={home.leases} mayLease={rights.lease} onJob={setJob} />}
      <Addresses addresses={home?.addresses ?? []} />
      {rights.revoke && !person.isGone && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setJob({ kind: 'lost_phone' })}>Lost phone</Button>
          {rights.grant && <Button onClick={() => setJob({ kind: 'email' })}>New email address</Button>}
        </div>
      )}
      {job?.kind === 'lost_phone' && <LostPhoneSheet person={person} mayGrant={rights.grant} onClose={close} />}
      {job?.kind === 'email' && <ChangeEmailSheet person={person} onClose={close} />}
      {job?.kind === 'extend' && <ExtendSheet lease={{ ...job.lease, name }} onClose={close} />}
      {job?.kind === 'move_out' && (
        <MoveOutSheet
          tenancyIds={[job.lease.tenancyId]}
          unitName={job.lease.unitName}
          timeZone={job.lease.timeZone}
          onClose={close}
        />
      )}
    </section>
  );
}

type LeasesProps = { leases: readonly PersonLease[]; mayLease: boolean; onJob: (job: Job) => void };

function Leases({ leases, mayLease, onJob }: LeasesProps) {
  if (leases.length === 0) return <p className="text-sm text-muted">No lease of a unit is noted.</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {leases.map((lease) => (
        <li key={lease.tenancyId} className="grid gap-2 py-2.5">
          <p className="min-w-0 wrap-anywhere">
            <Link href={`/units/${lease.unitId}`} prefetch={false} className="font-medium">
              <bdi>{lease.unitName}</bdi>
            </Link>{' '}
            <bdi className="text-muted">{lease.buildingName}</bdi>
            <span className="block text-sm text-muted">
              {lease.leaseEnd ? `Lease to ${formatLocalDate(lease.leaseEnd)}` : 'No end of the lease is known'}
            </span>
          </p>
          {mayLease && (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => onJob({ kind: 'extend', lease })}>
                {lease.leaseEnd ? '+12 months' : 'Change lease'}
              </Button>
              <Button onClick={() => onJob({ kind: 'move_out', lease })}>Move out</Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Addresses({ addresses }: Pick<Home, 'addresses'>) {
  return addresses.map(({ personId, email, isNewer }) => (
    <p key={personId} className="text-sm break-all">
      {isNewer ? 'Newer' : 'Earlier'} address:{' '}
      <Link href={`/people/${personId}`} prefetch={false} className="text-accent underline underline-offset-2">
        {email ?? 'without an email'}
      </Link>
    </p>
  ));
}
