'use client';

import { type UseQueryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Result } from '#lib/errors';
import { counted, listed } from '#lib/messages/counts';
import { failureOf } from '#lib/queries/fetch-json';
import type { LeaseDrift } from '#lib/schemas/lease-drift';
import type { Accepted } from '#lib/schemas/tenancy';
import { JobProgress } from '@/components/operation/job-progress';
import { useJob } from '@/components/operation/use-job';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { FormFailure } from '@/components/ui/form-failure';

type Props = {
  drift: UseQueryOptions<LeaseDrift, Error, LeaseDrift, string[]>;
  noun: 'bundle' | 'unit';
  mayAlign: boolean;
  align: (intentId: string) => Promise<Result<Accepted>>;
  /** Said when nobody is; absent = nothing is. */
  allInLine?: string;
};

/** Who has other doors than the bundle or unit says now, what bringing them in line would send, and doing it. */
export function Affected({ drift: query, noun, mayAlign, align, allInLine }: Props) {
  const client = useQueryClient();
  const drift = useQuery(query);
  const { sent, failure, isSending, send } = useJob();
  const people = drift.data?.people ?? [];
  const again = () => client.invalidateQueries({ queryKey: query.queryKey });
  const bring = ({ intentId }: { intentId: string }) =>
    withStepUp(async () => {
      const answer = await align(intentId);
      // Nothing had to be sent: there is no job whose end would ask again.
      if (answer.ok && answer.value.operationId === null) void again();
      return answer;
    });

  if (drift.isError) return <ErrorState failure={failureOf(drift.error)} />;
  return (
    <section aria-label="Affected" className="grid min-w-0 gap-4 empty:hidden">
      {failure && <FormFailure failure={failure} />}
      {sent?.operationId && <JobProgress operationId={sent.operationId} onSettled={() => void again()} />}
      {drift.isSuccess && people.length === 0 && allInLine && <Banner tone="info" title={allInLine} />}
      {people.length > 0 && (
        <>
          <Banner
            tone="warn"
            title={`The doors of ${counted(people.length, 'person', 'people')} differ from what the ${noun} says.`}
            action={
              mayAlign && (
                <Button variant="primary" isPending={isSending} onClick={() => void send({ people }, bring)}>
                  Bring {counted(people.length, 'person', 'people')} in line
                </Button>
              )
            }
          >
            {callsOf(people)} Anyone who is given a door hears about it from Latch, once.
          </Banner>
          <ul className="divide-y divide-line border-y border-line">
            {people.map((person) => (
              <AffectedPerson key={person.id} person={person} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type Person = LeaseDrift['people'][number];

/** "12 given, 3 changed, 1 revoked." */
function callsOf(people: readonly Person[]): string {
  const count = (of: (person: Person) => readonly string[]) =>
    people.reduce((sum, person) => sum + of(person).length, 0);
  return `${counted(
    count(({ gains }) => gains),
    'door',
  )} given, ${count(({ changes }) => changes)} changed, ${count(({ loses }) => loses)} revoked.`;
}

function AffectedPerson({ person }: { person: Person }) {
  const { name, unitName, gains, changes, loses, guests, unclear, otherTimes, taken, byHand } = person;
  const parts = [
    ...(gains.length > 0 ? [`gets ${listed(gains)}`] : []),
    ...(changes.length > 0 ? [`other terms on ${listed(changes)}`] : []),
    ...(loses.length > 0 ? [`loses ${listed(loses)}`] : []),
    ...(guests.length > 0 ? [`so ${guests.length === 1 ? 'does' : 'do'} ${listed(guests)}, let in by them`] : []),
    ...(unclear.length > 0 ? [`${listed(unclear)} held more than once: left as it is`] : []),
    ...(otherTimes.length > 0 ? [`${listed(otherTimes)} held for another time: that stays as it is`] : []),
    ...(taken.length > 0 ? [`${listed(taken)} taken by hand before: not given again`] : []),
    ...(byHand.length > 0 ? [`${listed(byHand)} to be given by hand: becomes a task`] : []),
  ];
  return (
    <li className="flex flex-wrap gap-x-4 py-2.5">
      <span className="min-w-0 flex-1 basis-40 truncate font-medium">
        <bdi>{name}</bdi>{' '}
        <span className="font-normal text-muted">
          <bdi>{unitName ?? 'without a lease'}</bdi>
        </span>
      </span>
      <span className="min-w-0 flex-1 basis-60 text-sm text-muted wrap-anywhere">
        {parts.join(', ') || 'only noted here'}
      </span>
    </li>
  );
}
