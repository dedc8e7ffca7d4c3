import Link from 'next/link';
import type { ReactNode } from 'react';
import { actorName } from '#lib/messages/activity-words';
import type { ActivityEntry } from '#lib/schemas/activity';
import { CopyButton } from '@/components/ui/copy-button';
import { type Fact, FactList } from '@/components/ui/fact-list';
import { Time } from '@/components/ui/time';
import { OutcomeMark } from './outcome-mark.tsx';

/** Who, when, whom, where: an entry at a glance, linked as far as the viewer may go. */
export function EntryFacts({ entry }: { entry: ActivityEntry }) {
  const { building, object, operationId } = entry;
  const facts: (Fact | null | false)[] = [
    { label: 'Outcome', value: <OutcomeMark phase={entry.phase} /> },
    { label: 'Who', value: <bdi>{actorName(entry.actor)}</bdi> },
    { label: 'When', value: <When entry={entry} /> },
    object?.name && object.type !== 'session'
      ? { label: 'About', value: <Whom object={object} name={object.name} /> }
      : null,
    building && { label: 'Building', value: <InnerLink href={`/buildings/${building.id}`}>{building.name}</InnerLink> },
    entry.doors.length > 0 && { label: 'Doors', value: <Doors doors={entry.doors} /> },
    operationId !== null && {
      label: 'Operation',
      value: <InnerLink href={`/operations/${operationId}`}>See the operation</InnerLink>,
    },
    { label: 'Request ID', value: <CopiedId id={entry.requestId} /> },
  ];
  return <FactList facts={facts.filter((fact): fact is Fact => Boolean(fact))} />;
}

function When({ entry: { at, building } }: { entry: ActivityEntry }) {
  return (
    <>
      <Time instant={at} zone={building?.timeZone ?? 'UTC'} as="both" />
      <span className="block text-muted">{at.replace('T', ' ').replace('Z', ' UTC')}</span>
    </>
  );
}

function Whom({ object, name }: { object: NonNullable<ActivityEntry['object']>; name: string }) {
  if (object.type !== 'person' || !object.isLinked) return <bdi>{name}</bdi>;
  return <InnerLink href={`/people/${object.id}`}>{name}</InnerLink>;
}

function Doors({ doors }: { doors: ActivityEntry['doors'] }) {
  const named = doors.filter((door) => door.name !== null);
  const hidden = doors.length - named.length;
  return (
    <ul className="grid gap-0.5">
      {named.map((door) => (
        <li key={door.id}>
          <InnerLink href={`/doors/${door.id}`}>{door.name}</InnerLink>
        </li>
      ))}
      {hidden > 0 && (
        <li className="text-muted">{hidden.toLocaleString('en')} outside your buildings, or no longer known</li>
      )}
    </ul>
  );
}

function CopiedId({ id }: { id: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono break-all">{id}</code>
      <CopyButton value={id} label="Copy request ID" />
    </span>
  );
}

function InnerLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} dir="auto" className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
