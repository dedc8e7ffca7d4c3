import Link from 'next/link';
import { noSecondInvite } from '#lib/messages/diagnosis-words';
import type { PersonView } from '#lib/schemas/person';
import { CoverageNote } from '@/components/sync/coverage-note';
import { CopyButton } from '@/components/ui/copy-button';
import { type Fact, FactsColumn } from '@/components/ui/fact-list';

/** Under the name: "email · phone". */
export function Contact({ person }: { person: PersonView }) {
  const known = [person.email, person.phone].filter((value) => value !== null);
  return (
    <span className="break-all">{known.length > 0 ? known.join(' · ') : 'No email address or phone number known'}</span>
  );
}

/** The facts column: how to reach them, how fresh this is, what it cannot show. */
export function PersonFacts({ person }: { person: PersonView }) {
  const operationIds = [...new Set(person.accesses.flatMap(({ operationId }) => operationId ?? []))];
  const facts: Fact[] = [
    {
      label: 'Email',
      value: (
        <>
          <Copyable value={person.email} label="Copy email" />
          {person.email && <span className="text-sm text-muted">{noSecondInvite}</span>}
        </>
      ),
    },
    { label: 'Phone', value: <Copyable value={person.phone} label="Copy phone number" /> },
    {
      label: 'Asked of OpenKit',
      value: (
        <Link
          href={`/operations?person=${person.id}`}
          prefetch={false}
          className="text-accent underline underline-offset-2"
        >
          See the operations
        </Link>
      ),
    },
    {
      label: 'Over time',
      value: (
        <Link
          href={`/schedules?person=${person.id}`}
          prefetch={false}
          className="text-accent underline underline-offset-2"
        >
          See the timeline
        </Link>
      ),
    },
    ...(operationIds.length > 0 ? [{ label: 'Under way', value: <OperationLinks ids={operationIds} /> }] : []),
    {
      label: 'Covers',
      value: (
        <span className="text-sm text-muted">
          <CoverageNote asOf={person.asOf} coverage={person.coverage} />
          {person.isRefreshing && ' It is being read again now.'}
        </span>
      ),
    },
  ];
  return <FactsColumn facts={facts} />;
}

function Copyable({ value, label }: { value: string | null; label: string }) {
  if (value === null) return <span className="text-muted">Not known</span>;
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 break-all">{value}</span>
      <span className="-my-1.5">
        <CopyButton value={value} label={label} />
      </span>
    </span>
  );
}

function OperationLinks({ ids }: { ids: string[] }) {
  return ids.map((id, index) => (
    <Link
      key={id}
      href={`/operations/${id}`}
      prefetch={false}
      className="mr-3 text-accent underline underline-offset-2"
    >
      {ids.length === 1 ? 'See the operation' : `Operation ${index + 1}`}
    </Link>
  ));
}
