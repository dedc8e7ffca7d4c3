'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { counted, listed } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import { bundleDriftQuery } from '#lib/queries/units';
import type { BundleDrift, BundleView } from '#lib/schemas/bundle';
import { alignBundle } from '#server/actions/bundles';
import { FormFailure } from '@/components/grant-access/form-failure';
import { withStepUp } from '@/components/step-up/step-up-store';
import { JobProgress } from '@/components/tenancy/job-progress';
import { useJob } from '@/components/tenancy/use-job';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';

/** Who has the bundle otherwise than it says now, what bringing them in line would send, and doing it. */
export function BundleAffected({ bundle, mayAlign }: { bundle: BundleView; mayAlign: boolean }) {
  const client = useQueryClient();
  const drift = useQuery(bundleDriftQuery(bundle.id));
  const { sent, failure, isSending, send } = useJob();
  const people = drift.data?.people ?? [];
  const again = () => client.invalidateQueries({ queryKey: ['bundle-drift', bundle.id] });

  if (drift.isError) return <ErrorState failure={failureOf(drift.error)} />;
  return (
    <section aria-label="Affected" className="grid min-w-0 gap-4">
      {failure && <FormFailure failure={failure} />}
      {sent?.operationId && <JobProgress operationId={sent.operationId} onSettled={() => void again()} />}
      {drift.isSuccess && people.length === 0 && (
        <Banner tone="info" title="Everybody who has this bundle holds what it says." />
      )}
      {people.length > 0 && (
        <>
          <Banner
            tone="warn"
            title={`${counted(people.length, 'person holds', 'people hold')} these doors otherwise than the bundle says.`}
            action={
              mayAlign && (
                <Button
                  variant="primary"
                  isPending={isSending}
                  onClick={() => void send({ bundleId: bundle.id }, (input) => withStepUp(() => alignBundle(input)))}
                >
                  Bring {counted(people.length, 'person', 'people')} in line
                </Button>
              )
            }
          >
            {callsOf(people)} Whoever is given a door hears of it from Latch, once.
          </Banner>
          <ul className="divide-y divide-line border-y border-line">
            {people.map((person) => (
              <Affected key={person.tenancyId} person={person} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type Person = BundleDrift['people'][number];

/** "12 given, 3 changed, 1 revoked." */
function callsOf(people: readonly Person[]): string {
  const count = (of: (person: Person) => readonly string[]) =>
    people.reduce((sum, person) => sum + of(person).length, 0);
  return `${counted(
    count(({ gains }) => gains),
    'door',
  )} given, ${count(({ changes }) => changes)} changed, ${count(({ loses }) => loses)} revoked.`;
}

function Affected({ person: { name, unitName, gains, changes, loses } }: { person: Person }) {
  const parts = [
    ...(gains.length > 0 ? [`gets ${listed(gains)}`] : []),
    ...(changes.length > 0 ? [`other terms on ${listed(changes)}`] : []),
    ...(loses.length > 0 ? [`loses ${listed(loses)}`] : []),
  ];
  return (
    <li className="flex flex-wrap gap-x-4 py-2.5">
      <span className="min-w-0 flex-1 basis-40 truncate font-medium">
        <bdi>{name}</bdi>{' '}
        <span className="font-normal text-muted">
          <bdi>{unitName}</bdi>
        </span>
      </span>
      <span className="min-w-0 flex-1 basis-60 text-sm text-muted wrap-anywhere">
        {parts.join(', ') || 'only noted here'}
      </span>
    </li>
  );
}
