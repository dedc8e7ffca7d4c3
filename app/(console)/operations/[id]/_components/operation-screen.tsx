'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { messageFor } from '#lib/messages/message-for';
import { doorsIn, titleOf } from '#lib/messages/operation-words';
import { failureOf } from '#lib/queries/fetch-json';
import { operationQuery } from '#lib/queries/operation';
import { isOpen, type OperationView } from '#lib/schemas/operation';
import { OperationDoors } from '@/components/operation/operation-doors';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { type Fact, FactList } from '@/components/ui/fact-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';

/** One operation, door by door, followed while anything of it is open. */
export function OperationScreen({ initial }: { initial: OperationView }) {
  const { data: operation, error } = useQuery({ ...operationQuery(initial.id), initialData: initial });
  return (
    <>
      <PageHeader title={titleOf(operation)} facts={progressLine(operation)} />
      <div className="grid gap-4 pb-4 empty:hidden">
        {error && (
          <Banner tone="warn" title={messageFor(failureOf(error)).title}>
            What you see may be old.
          </Banner>
        )}
        {operation.state === 'needs_person' && (
          <Banner tone="warn" title="A person has to look at this.">
            OpenKit was asked again and gave no clear answer. Look the doors up in Mission Control before you send it
            again.
          </Banner>
        )}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <OperationDoors operation={operation} />
        <FactList facts={factsOf(operation)} />
      </div>
    </>
  );
}

function progressLine(operation: OperationView): string {
  const total = counted(operation.doors.length, 'door');
  const open = operation.doors.filter((door) => isOpen(door.state)).length;
  if (open > 0) return `${operation.doors.length - open} of ${total} settled.`;
  const applied = doorsIn(operation, 'applied').length;
  if (applied === operation.doors.length) return `Confirmed by OpenKit for ${total}.`;
  return applied > 0 ? `Confirmed by OpenKit for ${applied} of ${total}.` : 'Not confirmed by OpenKit for any door.';
}

function factsOf(operation: OperationView): Fact[] {
  const { people, staffName, createdAt, finishedAt, requestId } = operation;
  return [
    { label: people.length > 1 ? 'People' : 'Person', value: <People people={people} /> },
    { label: 'Asked for by', value: staffName },
    { label: 'Asked for', value: <Moment instant={createdAt} /> },
    { label: 'Settled', value: finishedAt ? <Moment instant={finishedAt} /> : 'Not yet' },
    {
      label: 'Request ID',
      value: (
        <span className="flex items-start gap-1">
          <code className="min-w-0 font-mono text-xs break-all">{requestId}</code>
          <span className="-my-1.5">
            <CopyButton value={requestId} label="Copy request ID" />
          </span>
        </span>
      ),
    },
  ];
}

function People({ people }: Pick<OperationView, 'people'>) {
  return people.map(({ id, name }) => (
    <span key={`${id}:${name}`} className="block break-words">
      {id ? (
        <Link href={`/people/${id}`} prefetch={false} className="text-accent underline underline-offset-2">
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
    </span>
  ));
}

function Moment({ instant }: { instant: string }) {
  return (
    <>
      <Time instant={instant} zone="UTC" />
      <span className="block text-sm text-muted">
        <Time instant={instant} zone="UTC" as="exact" />
      </span>
    </>
  );
}
