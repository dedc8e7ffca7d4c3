import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import type { OperationView } from '#lib/schemas/operation';
import { CopyButton } from '@/components/ui/copy-button';
import type { Fact } from '@/components/ui/fact-list';
import { Time } from '@/components/ui/time';

const linkStyle = 'text-accent underline underline-offset-2';

/** Who it is about, who asked for it, and what belongs to it. */
export function operationFacts(operation: OperationView): Fact[] {
  const { leaving, people, progress, staffName, createdAt, finishedAt, requestId } = operation;
  const { retryOf, retriedBy } = progress;
  const guests = leaving.length > 0 ? people.filter((person) => !isAmong(leaving, person)) : [];
  return [
    {
      label: progress.peopleCount > 1 ? 'People' : 'Person',
      value:
        progress.peopleCount > 10 ? (
          counted(progress.peopleCount, 'person', 'people')
        ) : (
          <People people={leaving.length > 0 ? leaving : people} />
        ),
    },
    ...(guests.length > 0
      ? [{ label: guests.length > 1 ? 'Guests' : 'Guest', value: <People people={guests} /> }]
      : []),
    { label: 'Asked for by', value: staffName },
    { label: 'Asked for', value: <Time instant={createdAt} zone="UTC" as="both" /> },
    { label: 'Settled', value: finishedAt ? <Time instant={finishedAt} zone="UTC" as="both" /> : 'Not yet' },
    ...(retryOf ? [{ label: 'Sends again', value: <OperationLink id={retryOf}>What failed here</OperationLink> }] : []),
    ...(retriedBy
      ? [{ label: 'Sent again', value: <OperationLink id={retriedBy}>In this operation</OperationLink> }]
      : []),
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

/** By name as well: OpenKit may know somebody under another id by now than when they were asked for. */
const isAmong = (leaving: OperationView['leaving'], { id, name }: OperationView['people'][number]): boolean =>
  leaving.some((person) => person.id === id || person.name === name);

function OperationLink({ id, children }: { id: string; children: string }) {
  return (
    <Link href={`/operations/${id}`} prefetch={false} className={linkStyle}>
      {children}
    </Link>
  );
}

function People({ people }: Pick<OperationView, 'people'>) {
  return people.map(({ id, name }) => (
    <span key={`${id}:${name}`} className="block break-words">
      {id ? (
        <Link href={`/people/${id}`} prefetch={false} className={linkStyle}>
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
    </span>
  ));
}
