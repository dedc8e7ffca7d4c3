import Link from 'next/link';
import { listed } from '#lib/messages/counts';
import type { PersonRow } from '#lib/schemas/person';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';

const column = columnsFor<PersonRow>();

export const personColumns = column.columns([
  column.accessor('name', {
    header: 'Name',
    meta: { card: 'title', sortKey: 'name', width: 'w-[22%]' },
    cell: ({ row }) => (
      <Link href={`/people/${row.original.id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor((person) => person.email ?? person.phone, {
    id: 'contact',
    header: 'Email or phone',
    meta: { card: 'fact' },
    cell: ({ row, getValue }) => <Contact contact={getValue()} hosts={row.original.hosts} />,
  }),
  column.accessor('phone', {
    header: 'Phone',
    meta: { width: 'w-36', from: 'md', isExtra: true },
    cell: ({ getValue }) => getValue(),
  }),
  column.accessor('buildings', {
    id: 'buildings',
    header: 'Buildings',
    meta: { width: 'w-[17%]', from: 'lg' },
    cell: ({ getValue }) => <Buildings names={getValue()} />,
  }),
  column.accessor('activeDoors', {
    header: 'Doors now',
    meta: { width: 'w-24', align: 'right', from: 'md' },
    cell: ({ getValue }) => getValue().toLocaleString('en'),
  }),
  column.display({
    id: 'state',
    header: 'Access',
    meta: { card: 'status', width: 'w-36' },
    cell: ({ row }) => <AccessState person={row.original} />,
  }),
  column.accessor('nextEnd', {
    header: 'Next end',
    meta: { width: 'w-32', from: 'md' },
    cell: ({ row: { original } }) =>
      original.nextEnd && <Time instant={original.nextEnd} zone={original.nextEndZone ?? 'UTC'} />,
  }),
]);

/** For a list of one building's people. */
export const personColumnsOfBuilding = personColumns.filter(({ id, meta }) => id !== 'buildings' && !meta?.isExtra);

/** A guest is told by their host: that is whom to ask about them. */
function Contact({ contact, hosts }: { contact: string | null; hosts: string[] }) {
  const guestOf = hosts.length > 0 ? `guest of ${listed(hosts)}` : null;
  return (
    <span title={[contact, guestOf].filter(Boolean).join(', ') || undefined}>
      {contact ?? <span className="text-muted">None known</span>}
      {guestOf && (
        <span className="text-muted" dir="auto">
          {' '}
          {guestOf}
        </span>
      )}
    </span>
  );
}

function Buildings({ names }: { names: string[] }) {
  const [first, ...others] = names;
  if (first === undefined) return null;
  return (
    <span title={names.join(', ')} dir="auto">
      {first}
      {others.length > 0 && <span className="text-muted"> +{others.length}</span>}
    </span>
  );
}

function AccessState({ person }: { person: PersonRow }) {
  if (person.pendingDoors > 0) return <StatusMark status="unconfirmed" word={`${person.pendingDoors} under way`} />;
  if (person.activeDoors > 0) return <StatusMark status="active" />;
  if (person.scheduledDoors > 0) return <StatusMark status="scheduled" />;
  return <StatusMark status="ended" word="No access now" />;
}
