import Link from 'next/link';
import { accessRoleNames, giverText, meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import type { DoorAccessRow } from '#lib/schemas/door-access';
import { standingOf } from '@/components/access/access-standing';
import { WindowText } from '@/components/access/window-text';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';

const column = columnsFor<DoorAccessRow>();

/** The parts of an `AccessLine`, with the person in the place of the door. */
export const doorAccessColumns = column.columns([
  column.accessor('personName', {
    header: 'Person',
    meta: { card: 'title', sortKey: 'name' },
    cell: ({ row }) => <Holder access={row.original} />,
  }),
  column.display({
    id: 'window',
    header: 'Works',
    meta: { card: 'fact', sortKey: 'end', width: 'w-[34%]' },
    cell: ({ row: { original } }) => (
      <span className="block whitespace-normal">
        <WindowText window={original} timeZone={original.timeZone} />
      </span>
    ),
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { card: 'status', width: 'w-36' },
    cell: ({ row }) => {
      const { status, word } = standingOf(row.original);
      return <StatusMark status={status} word={word} />;
    },
  }),
]);

function Holder({ access }: { access: DoorAccessRow }) {
  const facts = [
    passcodeTypeNames[access.passcodeType],
    meansNames[meansOf(access.passcodeType, access.doorcodeStatus)],
    ...(access.role ? [accessRoleNames[access.role]] : []),
    `given by ${giverText(access)}`,
  ].join(' · ');
  return (
    <span className="block py-1.5 max-sm:py-0">
      <Link
        href={`/people/${access.personId}`}
        prefetch={false}
        tabIndex={-1}
        dir="auto"
        className="block truncate font-medium"
      >
        {access.personName}
      </Link>
      <span className="block whitespace-normal text-muted">{facts}</span>
    </span>
  );
}
